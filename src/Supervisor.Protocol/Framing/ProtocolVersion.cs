namespace Supervisor.Protocol.Framing;

/// <summary>Told in the first message of the master: a gateway that knows another one ends, and is started anew from the present executable.</summary>
public static class ProtocolVersion
{
    public const int Current = 2;
}
