namespace Supervisor.Engine.Listeners;

/// <summary>The protocol between the daemon and a listener, as a total table: for every state and every input what follows.</summary>
public static class ListenerProtocol
{
    private static readonly ListenerStep ToReady = new(ListenerState.Ready, ListenerEffect.None);
    private static readonly ListenerStep ToBusy = new(ListenerState.Busy, ListenerEffect.None);
    private static readonly ListenerStep Done = new(ListenerState.Acknowledged, ListenerEffect.Processed);
    private static readonly ListenerStep Refused = new(ListenerState.Acknowledged, ListenerEffect.Rejected);
    private static readonly ListenerStep Broken = new(ListenerState.Unknown, ListenerEffect.Violated);
    private static readonly ListenerStep Begun = new(ListenerState.Acknowledged, ListenerEffect.Abandoned);
    private static readonly ListenerStep Deaf = new(ListenerState.Unknown, ListenerEffect.None);

    /// <summary>Columns in the order of <see cref="ListenerInputKind"/>. What cannot come in a state breaks the protocol there.</summary>
    private static readonly Dictionary<ListenerState, ListenerStep[]> Table = new()
    {
        //                              ready    noise   accepted rejected bad result sent    ended
        [ListenerState.Acknowledged] = [ToReady, Broken, Broken, Broken, Broken, Broken, Begun],
        [ListenerState.Ready] = [Broken, Broken, Broken, Broken, Broken, ToBusy, Begun],
        [ListenerState.Busy] = [Broken, Broken, Done, Refused, Broken, Broken, Begun],
        [ListenerState.Unknown] = [Deaf, Deaf, Deaf, Deaf, Deaf, Deaf, Begun],
    };

    /// <summary>The word that the log uses.</summary>
    public static string Word(this ListenerState state) =>
        state switch
        {
            ListenerState.Ready => "READY",
            ListenerState.Busy => "BUSY",
            ListenerState.Acknowledged => "ACKNOWLEDGED",
            ListenerState.Unknown => "UNKNOWN",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
        };

    public static ListenerStep Step(ListenerState state, ListenerInputKind input) => Table[state][(int)input];
}
