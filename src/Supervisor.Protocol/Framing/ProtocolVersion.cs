namespace Supervisor.Protocol.Framing;

/// <summary>
/// Told in the first message of the master: a gateway that knows another one ends, and is started anew from the present executable. A master
/// that takes a gateway over from another one speaks that gateway's version with it. The frame, the notice that a request is not wanted any
/// more, the refusal among the replies and the notice to leave are the same in every version.
/// </summary>
public static class ProtocolVersion
{
    public const int Current = 3;

    /// <summary>Whether a gateway of this version can be spoken with.</summary>
    public static bool IsSpoken(int version) => version == Current;
}
