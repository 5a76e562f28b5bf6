namespace Supervisor.Protocol.Framing;

/// <summary>The other side sent what is no message: the connection cannot go on.</summary>
public sealed class ProtocolException : Exception
{
    public ProtocolException() { }

    public ProtocolException(string message)
        : base(message) { }

    public ProtocolException(string message, Exception innerException)
        : base(message, innerException) { }
}
