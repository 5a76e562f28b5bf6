using Supervisorctl.Connection;

namespace Supervisorctl.XmlRpc;

/// <summary>What came is no answer of XML-RPC.</summary>
internal sealed class MalformedAnswerException(string reason) : ControlException("xmlrpc.client.ResponseError", $"ResponseError({reason})");
