using Microsoft.AspNetCore.Http;
using Supervisor.Gateway.Master;

namespace Supervisor.Gateway.XmlRpc;

/// <summary>Answers XML-RPC calls (reference 3.3 to 3.5).</summary>
internal sealed class XmlRpcEndpoint(IMaster master)
{
    public Task AnswerAsync(HttpContext context)
    {
        _ = master;
        context.Response.StatusCode = StatusCodes.Status501NotImplemented;
        return Task.CompletedTask;
    }
}
