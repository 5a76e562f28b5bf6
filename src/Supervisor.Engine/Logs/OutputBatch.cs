using Supervisor.Engine.Events;

namespace Supervisor.Engine.Logs;

/// <summary>
/// The output events of one turn of a lane, and what listeners say: noted for the next master where there are notes, and passed on to the loop once they count.
/// </summary>
internal sealed class OutputBatch(OutputRelay relay, LogNotes? notes)
{
    private readonly List<ChannelOutput> _waiting = [];

    /// <summary>Null where there are no listeners, and where nothing is noted.</summary>
    public OutputNotes? Notes => notes?.Outputs;

    public bool IsWanted(EventType type) => relay.IsWanted(type);

    /// <summary>Takes an event's data.</summary>
    /// <param name="lost">What was lost of this channel before.</param>
    /// <returns>False: there is too much on the way.</returns>
    public bool TryAdd(LogChannel channel, EventType type, ReadOnlySpan<byte> data, long lost)
    {
        if (!relay.TryReserve(data.Length))
            return false;
        if (!TryNote(channel, type, data, out var note))
        {
            relay.GiveBack(data.Length);
            return false;
        }
        _waiting.Add(new ChannelOutput(channel, type, data.ToArray(), lost) { Note = note });
        return true;
    }

    /// <summary>Takes what a listener says to the daemon. It is short, and none of it may be missing.</summary>
    public void AddProtocol(LogChannel channel, ReadOnlySpan<byte> data)
    {
        relay.Reserve(data.Length);
        _ = TryNote(channel, type: null, data, out var note);
        _waiting.Add(new ChannelOutput(channel, null, data.ToArray(), 0) { Note = note });
    }

    /// <summary>What the events were made of is noted as seen: they are on their way.</summary>
    public void Send()
    {
        if (_waiting.Count == 0)
            return;
        Notes?.TakeIn();
        foreach (var output in _waiting)
            relay.Send(output);
        _waiting.Clear();
    }

    /// <summary>A piece that is larger than all the room there is goes without a note.</summary>
    /// <returns>False: there is no room now.</returns>
    private bool TryNote(LogChannel channel, EventType? type, ReadOnlySpan<byte> data, out OutputNote note)
    {
        note = default;
        if (Notes is not { } outputs || channel.Pipe == 0 || !OutputRing.CanHold(data.Length))
            return true;
        if (!outputs.TryAppend(channel.Pipe, type, data, out var place))
            return false;
        note = new OutputNote(outputs.EventsEnd - 1, place);
        return true;
    }
}
