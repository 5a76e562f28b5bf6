using Supervisor.Engine.Events;
using Supervisor.Engine.Logs;
using Supervisor.Posix;

namespace Supervisor.Simulation.Tests.World;

/// <summary>A log pump that answers drains at once, late, or only when the channel is closed.</summary>
internal sealed class SimulatedLogPump(SimulatedKernel kernel, Random random, Action<LogPumpNotice> notices) : ILogPump
{
    private readonly HashSet<LogChannel> _open = [];
    private readonly List<(LogChannel Channel, long Token)> _drains = [];

    public int OpenChannels => _open.Count;

    public bool HasDrains => _drains.Count > 0;

    public bool IsOpen(int readDescriptor) => _open.Any(channel => channel.ReadDescriptor == readDescriptor);

    public LogChannel Open(LogChannelSettings settings)
    {
        var channel = new LogChannel(new Descriptor(kernel.NextDescriptor()));
        _open.Add(channel);
        return channel;
    }

    public void Reconfigure(LogChannel channel, LogChannelSettings settings)
    {
        RequireOpen(channel);
        AnswerAll(channel);
    }

    public void Drain(LogChannel channel, long token)
    {
        RequireOpen(channel);
        if (kernel.IsCooperating || random.Next(3) == 0)
            notices(LogPumpNotice.Drained(token));
        else
            _drains.Add((channel, token));
    }

    public EventTypeSet Wanted { private get; set; }

    public void Arrived(ChannelOutput output) { }

    public void ReopenAll() { }

    public void Close(LogChannel channel)
    {
        RequireOpen(channel);
        AnswerAll(channel);
        _open.Remove(channel);
    }

    public void Stop() { }

    /// <summary>Answers one drain, not necessarily the oldest.</summary>
    public void AnswerOne()
    {
        if (_drains.Count == 0)
            return;
        var index = random.Next(_drains.Count);
        var (_, token) = _drains[index];
        _drains.RemoveAt(index);
        notices(LogPumpNotice.Drained(token));
    }

    private void AnswerAll(LogChannel channel)
    {
        foreach (var (_, token) in _drains.FindAll(drain => ReferenceEquals(drain.Channel, channel)))
            notices(LogPumpNotice.Drained(token));
        _drains.RemoveAll(drain => ReferenceEquals(drain.Channel, channel));
    }

    private void RequireOpen(LogChannel channel)
    {
        if (!_open.Contains(channel))
            throw new InvariantBrokenException("a channel was used that is closed");
    }
}
