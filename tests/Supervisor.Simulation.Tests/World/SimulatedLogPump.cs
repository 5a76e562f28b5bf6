using Supervisor.Engine.Events;
using Supervisor.Engine.Logs;
using Supervisor.Posix;

namespace Supervisor.Simulation.Tests.World;

/// <summary>
/// A log pump that passes on what is written, and answers drains, at once, late, or only when the channel is closed; each channel's in
/// order.
/// </summary>
internal sealed class SimulatedLogPump(SimulatedKernel kernel, Random random, Action<LogPumpNotice> notices) : ILogPump
{
    private readonly HashSet<LogChannel> _open = [];

    /// <summary>What was written and is not passed on, and drains that are not answered, in order.</summary>
    private readonly List<Work> _work = [];

    /// <summary>Who wrote each piece.</summary>
    private readonly List<SimulatedProcess> _writers = [];

    /// <summary>What a dead master has not read out of the pipes, by their descriptors.</summary>
    private readonly Dictionary<int, List<int>> _unread = [];

    /// <summary>Pieces below were written for another master, which alone knew how to tell them apart.</summary>
    private int _firstOfThisMaster;

    public int OpenChannels => _open.Count;

    public bool IsAtWork => _work.Count > 0;

    public EventTypeSet Wanted { private get; set; }

    public bool IsOpen(int readDescriptor) => _open.Any(channel => channel.ReadDescriptor == readDescriptor);

    /// <summary>Who wrote what came; null for what another master could have said.</summary>
    public SimulatedProcess? WriterOf(ChannelOutput output) =>
        BitConverter.ToInt32(output.Data.Span) is var number && number >= _firstOfThisMaster ? _writers[number] : null;

    /// <summary>The pipes keep what is in them, if somebody holds them.</summary>
    public void MasterDied()
    {
        _unread.Clear();
        foreach (var work in _work.Where(work => work.Token is null))
        {
            if (!_unread.TryGetValue(work.Channel.ReadDescriptor, out var pieces))
                _unread[work.Channel.ReadDescriptor] = pieces = [];
            pieces.Add(work.Number);
        }
        _work.Clear();
        _open.Clear();
        _firstOfThisMaster = _writers.Count;
    }

    public LogChannel Open(LogChannelSettings settings, Descriptor? inherited = null)
    {
        var channel = new LogChannel(inherited ?? new Descriptor(kernel.NextDescriptor()));
        if (_open.Any(other => other.ReadDescriptor == channel.ReadDescriptor))
            throw new InvariantBrokenException("two slots have one pipe");
        _open.Add(channel);
        if (_unread.Remove(channel.ReadDescriptor, out var pieces))
            _work.AddRange(pieces.Select(piece => new Work(channel, piece, null)));
        return channel;
    }

    public void Reconfigure(LogChannel channel, LogChannelSettings settings)
    {
        RequireOpen(channel);
        DoAll(channel);
    }

    public void Drain(LogChannel channel, long token)
    {
        RequireOpen(channel);
        _work.Add(new Work(channel, 0, token));
        if (kernel.IsCooperating || random.Next(3) == 0)
            DoAll(channel);
    }

    public void Arrived(ChannelOutput output) { }

    public void ReopenAll() { }

    public void Close(LogChannel channel)
    {
        RequireOpen(channel);
        DoAll(channel);
        _open.Remove(channel);
    }

    public void Stop() { }

    public void Write(LogChannel channel, SimulatedProcess writer)
    {
        RequireOpen(channel);
        _work.Add(new Work(channel, _writers.Count, null));
        _writers.Add(writer);
    }

    /// <summary>Passes one piece on, or answers one drain: the oldest of any channel.</summary>
    public void DoOne()
    {
        if (_work.Count > 0)
            Do(_work[random.Next(_work.Count)].Channel);
    }

    private void Do(LogChannel channel)
    {
        var index = _work.FindIndex(work => work.Channel == channel);
        var next = _work[index];
        _work.RemoveAt(index);
        notices(
            next.Token is { } token
                ? LogPumpNotice.Drained(token)
                : LogPumpNotice.Of(new ChannelOutput(channel, EventType.ProcessLogStdout, BitConverter.GetBytes(next.Number), 0))
        );
    }

    private void DoAll(LogChannel channel)
    {
        while (_work.Exists(work => work.Channel == channel))
            Do(channel);
    }

    private void RequireOpen(LogChannel channel)
    {
        if (!_open.Contains(channel))
            throw new InvariantBrokenException("a channel was used that is closed");
    }

    /// <param name="Number">Of the piece, where it is one.</param>
    /// <param name="Token">Of the drain, where it is one.</param>
    private readonly record struct Work(LogChannel Channel, int Number, long? Token);
}
