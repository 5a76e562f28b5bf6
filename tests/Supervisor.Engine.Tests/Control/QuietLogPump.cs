using Supervisor.Engine.Events;
using Supervisor.Engine.Logs;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Control;

/// <summary>A log pump without pipes; drains are answered at once.</summary>
internal sealed class QuietLogPump(Action<LogPumpNotice> notices) : ILogPump
{
    /// <summary>Beyond every number that the test process can have open, so that closing one closes nothing.</summary>
    private int _lastDescriptor = 1 << 28;

    /// <summary>What was redirected, by process.</summary>
    public List<string> Reconfigured { get; } = [];

    public LogChannel Open(LogChannelSettings settings) => new(new Descriptor(++_lastDescriptor));

    public void Reconfigure(LogChannel channel, LogChannelSettings settings) => Reconfigured.Add(settings.ProcessName);

    public void Drain(LogChannel channel, long token) => notices(LogPumpNotice.Drained(token));

    public EventTypeSet Wanted { get; set; }

    public void Arrived(ChannelOutput output) { }

    public void ReopenAll() { }

    public void Close(LogChannel channel) { }

    public void Stop() { }
}
