using Supervisor.Engine.Events;

namespace Supervisor.Engine.Logs;

/// <summary>
/// The way of program output from the lanes to the loop. It knows what is wanted, so that nothing is copied in vain, and how much is on the
/// way, so that a program that writes without end cannot fill the memory.
/// </summary>
internal sealed class OutputRelay(Action<LogPumpNotice> sink)
{
    /// <summary>More than this does not wait for the loop, except one piece alone.</summary>
    private const long MostOnTheWay = 8 * 1024 * 1024;

    private volatile uint _wanted;
    private long _onTheWay;

    /// <summary>The types that somebody subscribed to; set by the loop, read by the lanes.</summary>
    public EventTypeSet Wanted
    {
        get => new(_wanted);
        set => _wanted = value.Bits;
    }

    public bool IsWanted(EventType type) => Wanted.Contains(type);

    /// <summary>Passes an event's data on.</summary>
    /// <param name="lost">What was lost of this channel before.</param>
    /// <returns>False: there is too much on the way.</returns>
    public bool TrySend(LogChannel channel, EventType type, ReadOnlySpan<byte> data, long lost)
    {
        var before = Interlocked.Add(ref _onTheWay, data.Length) - data.Length;
        if (before > 0 && before + data.Length > MostOnTheWay)
        {
            Interlocked.Add(ref _onTheWay, -data.Length);
            return false;
        }
        sink(LogPumpNotice.Of(new ChannelOutput(channel, type, data.ToArray(), lost)));
        return true;
    }

    /// <summary>Passes on what a listener says. It is short, and none of it may be missing.</summary>
    public void SendProtocol(LogChannel channel, ReadOnlySpan<byte> data)
    {
        Interlocked.Add(ref _onTheWay, data.Length);
        sink(LogPumpNotice.Of(new ChannelOutput(channel, null, data.ToArray(), 0)));
    }

    /// <summary>The loop has it.</summary>
    public void Arrived(ChannelOutput output) => Interlocked.Add(ref _onTheWay, -output.Data.Length);
}
