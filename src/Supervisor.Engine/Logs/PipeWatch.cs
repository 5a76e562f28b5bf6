using Supervisor.Posix;

namespace Supervisor.Engine.Logs;

/// <summary>
/// The pipes of a lane in its epoll. One that the kernel will not watch now, for want of memory or because the user has as many watches as
/// are allowed (epoll(7)), is tried again every second, and has a turn as often.
/// </summary>
internal sealed class PipeWatch(Epoll epoll, LaneContext context)
{
    private readonly List<LaneChannel> _refused = [];
    private long _retryAt;

    /// <summary>Those that are not watched.</summary>
    public IReadOnlyList<LaneChannel> Refused => _refused;

    /// <summary>The timestamp of the next attempt; null when all are watched.</summary>
    public long? RetryAt => _refused.Count == 0 ? null : _retryAt;

    /// <param name="processName">Whose output it is.</param>
    public void Watch(LaneChannel channel, string processName)
    {
        var errno = TryWatch(channel);
        if (errno == 0)
            return;
        if (_refused.Count == 0)
        {
            _retryAt = Next();
            context.Reports.Complain(
                $"the output of {processName} and maybe of others is looked at only once a second: {Errno.Describe(errno)}"
            );
        }
        _refused.Add(channel);
    }

    public void Forget(LaneChannel channel)
    {
        if (_refused.Remove(channel) || !channel.Channel.ReadEnd.IsOpen)
            return;
        try
        {
            epoll.Remove(channel.Channel.ReadDescriptor);
        }
        catch (PosixException)
        {
            // The lane that it was given to has closed the pipe in the meantime, which removed it here as well.
        }
    }

    /// <summary>Tries again. Whatever waits in a pipe is told of when the watch of it begins.</summary>
    public void Retry()
    {
        _refused.RemoveAll(channel => TryWatch(channel) == 0);
        _retryAt = Next();
        if (_refused.Count == 0)
            context.Reports.Recover("the output of all programs is looked at as it comes again");
    }

    private long Next() => context.Clock.GetTimestamp() + context.Clock.TimestampFrequency;

    private int TryWatch(LaneChannel channel)
    {
        try
        {
            // Edge-triggered: without a writer the pipe is in HUP all the time. A channel therefore has turns until its pipe is empty.
            epoll.Add(channel.Channel.ReadDescriptor, ReadinessEvents.Readable | ReadinessEvents.EdgeTriggered, channel.Tag);
            return 0;
        }
        catch (PosixException failure)
        {
            return failure.ErrorNumber;
        }
    }
}
