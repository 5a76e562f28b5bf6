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

    /// <summary>Makes room for so many bytes.</summary>
    /// <returns>False: there is too much on the way.</returns>
    public bool TryReserve(int length)
    {
        var before = Interlocked.Add(ref _onTheWay, length) - length;
        if (before == 0 || before + length <= MostOnTheWay)
            return true;
        GiveBack(length);
        return false;
    }

    /// <summary>Makes room for so many bytes, however much is on the way.</summary>
    public void Reserve(int length) => Interlocked.Add(ref _onTheWay, length);

    /// <summary>Room that was made is not needed.</summary>
    public void GiveBack(int length) => Reserve(-length);

    /// <summary>Passes on an event for which there is room.</summary>
    public void Send(ChannelOutput output) => sink(LogPumpNotice.Of(output));

    /// <summary>An earlier process has passed it on, and it is still on the way.</summary>
    public void Restore(ChannelOutput output) => Reserve(output.Data.Length);

    /// <summary>The loop has it.</summary>
    public void Arrived(ChannelOutput output) => GiveBack(output.Data.Length);
}
