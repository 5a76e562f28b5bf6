namespace Supervisorctl.Connection;

/// <summary>The server answered with a status that is no success.</summary>
internal sealed class StatusException(int status, string reason, string path)
    : ControlException("xmlrpc.client.ProtocolError", $"<ProtocolError for 127.0.0.1{path}: {status} {reason}>")
{
    public const int Unauthorized = 401;

    public int Status { get; } = status;
}
