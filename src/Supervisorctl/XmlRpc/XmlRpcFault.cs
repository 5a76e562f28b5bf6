using Supervisor.Protocol.Replies;
using Supervisorctl.Connection;
using Supervisorctl.Output;

namespace Supervisorctl.XmlRpc;

/// <summary>The server refused a call.</summary>
internal sealed class XmlRpcFault(int code, string text)
    : ControlException("xmlrpc.client.Fault", $"<Fault {code}: {PythonText.Quoted(text)}>")
{
    private const int UnknownMethod = 1;

    /// <summary>Of the faults that a command has a word for; what is not named there is passed on as a number.</summary>
    public ControlResult Code { get; } = (ControlResult)code;

    /// <summary>The server has no such method, and none of its namespace if it is one that must be there.</summary>
    public bool IsUnknownMethod => (int)Code == UnknownMethod;

    /// <summary>"NAME" or "NAME: more".</summary>
    public string Text { get; } = text;
}
