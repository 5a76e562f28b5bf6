using Supervisor.Engine.Slots;
using Supervisor.Posix;

namespace Supervisor.Engine.Logs;

/// <summary>
/// The pipe of one stream of one process slot. It lives as long as the slot: a pipe keeps its content and its place in the log pump while
/// programs come and go. The write end is opened anew for every run, through /proc/self/fd/<see cref="ReadDescriptor"/>, so that flags
/// which one run sets on it (O_NONBLOCK) do not reach the next.
/// </summary>
public sealed class LogChannel(Descriptor readEnd)
{
    private volatile LogLane? _lane;
    private ulong _pipe;

    /// <summary>The slot whose programs write into it. For the loop alone.</summary>
    internal ProcessSlot? Owner { get; set; }

    /// <summary>
    /// The pids of runs that have ended and whose drains have not been answered, the oldest first: what comes is still that one's. For the
    /// loop alone.
    /// </summary>
    internal Queue<int> EndedWriters { get; } = new(0);

    /// <summary>The read end, close-on-exec; valid until the channel is given to <see cref="ILogPump.Close"/>.</summary>
    public int ReadDescriptor { get; } = readEnd.Number;

    /// <summary>The pipe was there before this process; what that had on the way may have been noted.</summary>
    internal bool IsInherited { get; init; }

    /// <summary>The inode of the pipe, by which the next master knows it; 0 when it cannot be had.</summary>
    internal ulong Pipe
    {
        get
        {
            if (_pipe == 0 && FileStatus.Read(ReadDescriptor, out var status) == 0)
                _pipe = status.Inode;
            return _pipe;
        }
    }

    /// <summary>Closed by the log pump alone, after <see cref="ILogPump.Close"/>.</summary>
    internal Descriptor ReadEnd => readEnd;

    /// <summary>
    /// The one lane that may use the pipe. Set by the router alone; a lane that hung looks at it before it touches the pipe again, because
    /// the channel may have been taken from it.
    /// </summary>
    internal LogLane? Lane
    {
        get => _lane;
        set => _lane = value;
    }
}
