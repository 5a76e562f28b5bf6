using Supervisorctl.Connection;
using Supervisorctl.Output;

namespace Supervisorctl.XmlRpc;

/// <summary>The server refused a call.</summary>
internal sealed class XmlRpcFault(int code, string text)
    : ControlException("xmlrpc.client.Fault", $"<Fault {code}: {PythonText.Quoted(text)}>")
{
    public FaultCode Code { get; } = (FaultCode)code;

    /// <summary>"NAME" or "NAME: more".</summary>
    public string Text { get; } = text;
}
