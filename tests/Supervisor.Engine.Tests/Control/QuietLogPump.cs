using Supervisor.Engine.Events;
using Supervisor.Engine.Logs;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Control;

/// <summary>A log pump without pipes; drains are answered at once, unless they are held.</summary>
internal sealed class QuietLogPump(Action<LogPumpNotice> notices) : ILogPump
{
    /// <summary>Beyond every number that the test process can have open, so that closing one closes nothing.</summary>
    private int _lastDescriptor = 1 << 28;

    /// <summary>What was redirected, by process.</summary>
    public List<string> Reconfigured { get; } = [];

    public LogChannel Open(LogChannelSettings settings, Descriptor? inherited = null) => new(new Descriptor(++_lastDescriptor));

    public void Reconfigure(LogChannel channel, LogChannelSettings settings) => Reconfigured.Add(settings.ProcessName);

    /// <summary>Drains that are not answered, the oldest first.</summary>
    public List<(LogChannel Channel, long Token)> HeldDrains { get; } = [];

    /// <summary>Drains are not answered.</summary>
    public bool HoldsDrains { get; set; }

    public void Drain(LogChannel channel, long token)
    {
        if (HoldsDrains)
            HeldDrains.Add((channel, token));
        else
            notices(LogPumpNotice.Drained(token));
    }

    /// <summary>Answers the oldest of this channel that is held.</summary>
    public void AnswerOldestDrain(LogChannel channel)
    {
        var index = HeldDrains.FindIndex(drain => drain.Channel == channel);
        notices(LogPumpNotice.Drained(HeldDrains[index].Token));
        HeldDrains.RemoveAt(index);
    }

    /// <summary>Answers those of this channel that are held.</summary>
    public void AnswerDrains(LogChannel channel)
    {
        foreach (var (_, token) in HeldDrains.Where(drain => drain.Channel == channel))
            notices(LogPumpNotice.Drained(token));
        HeldDrains.RemoveAll(drain => drain.Channel == channel);
    }

    public EventTypeSet Wanted { get; set; }

    /// <summary>What another process has left.</summary>
    public List<ChannelOutput> Untold { get; } = [];

    public List<ChannelOutput> Told { get; } = [];

    public void Arrived(ChannelOutput output) => Told.Add(output);

    public IReadOnlyList<ChannelOutput> TakeUntold() => Untold;

    public void ReopenAll() { }

    public void Close(LogChannel channel) { }

    public void Stop() { }
}
