using Supervisor.Posix;

namespace Supervisor.Engine.Logs;

/// <summary>
/// The pipe of one stream of one process slot. It lives as long as the slot: a pipe keeps its content and its place in the log pump while
/// programs come and go. The write end is opened anew for every run, through /proc/self/fd/<see cref="ReadDescriptor"/>, so that flags
/// which one run sets on it (O_NONBLOCK) do not reach the next.
/// </summary>
public sealed class LogChannel(Descriptor readEnd)
{
    /// <summary>Closed by the log pump alone, after <see cref="ILogPump.Close"/>.</summary>
    internal Descriptor ReadEnd => readEnd;

    /// <summary>The read end, close-on-exec; valid until the channel is given to <see cref="ILogPump.Close"/>.</summary>
    public int ReadDescriptor { get; } = readEnd.Number;
}
