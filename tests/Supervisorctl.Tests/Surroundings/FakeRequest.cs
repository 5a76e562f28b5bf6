namespace Supervisorctl.Tests.Surroundings;

/// <summary>What a client sent.</summary>
internal sealed record FakeRequest(string Method, string Path, string Head, string Body)
{
    /// <summary>The method of an XML-RPC call, without its namespace.</summary>
    public string RpcMethod
    {
        get
        {
            const string Start = "<methodName>supervisor.";
            var from = Body.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
            return Body[from..Body.IndexOf('<', from)];
        }
    }
}
