using System.Diagnostics.CodeAnalysis;
using Supervisor.Engine.Events;
using Supervisor.Posix;

namespace Supervisor.Engine.Logs;

/// <summary>
/// Moves what programs write from their pipes to their logs. The methods are for one thread, the master loop, and do no more than post a
/// message; nothing that a log does can hold up the caller, <see cref="Stop"/> excepted.
/// </summary>
public interface ILogPump
{
    /// <summary>
    /// Makes the pipe (close-on-exec, read end non-blocking, mode 0622 so that a program that changed its user can open /dev/stdout) and
    /// has its target opened.
    /// </summary>
    /// <exception cref="Posix.PosixException">No descriptor is left.</exception>
    /// <param name="inherited">A read end that was there before this process, to be used in place of a new pipe's; owned by the channel.</param>
    LogChannel Open(LogChannelSettings settings, Descriptor? inherited = null);

    /// <summary>The same pipe to new targets. Drains that were asked for and not answered yet are answered.</summary>
    void Reconfigure(LogChannel channel, LogChannelSettings settings);

    /// <summary>
    /// Has what the pipe holds now, and the beginning of a line without an end, brought to its target, and is then answered by
    /// <see cref="LogPumpNoticeKind.Drained"/> with the token; those of one channel in the order in which they were asked for. A target in trouble is not waited for; one that merely blocks is.
    /// </summary>
    void Drain(LogChannel channel, long token);

    /// <summary>Which output somebody subscribed to. Holds until it is set again; all else is not even copied.</summary>
    EventTypeSet Wanted { set; }

    /// <summary>
    /// What an earlier process passed on and its loop did not come to tell, in order; of the pipes that have been opened again. Each is to be
    /// told before anything else of its channel, and then <see cref="Arrived"/>.
    /// </summary>
    IReadOnlyList<ChannelOutput> TakeUntold() => [];

    /// <summary>The loop has told it to everybody: there is room for more, and it need not be told again.</summary>
    void Arrived(ChannelOutput output);

    /// <summary>Opens every target anew by its path, because files may have been moved (SIGUSR2).</summary>
    void ReopenAll();

    /// <summary>The slot is gone: the pipe is read until nobody can write into it any more, then closed. Open drains are answered.</summary>
    void Close(LogChannel channel);

    /// <summary>The daemon ends: what the pipes hold now is brought to its targets, for at most a second, and everything is closed.</summary>
    [SuppressMessage("Naming", "CA1716:Identifiers should not match keywords", Justification = "Only C# calls it.")]
    void Stop();
}
