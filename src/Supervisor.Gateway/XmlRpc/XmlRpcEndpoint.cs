using Microsoft.AspNetCore.Http;
using Supervisor.Gateway.Http;
using Supervisor.Gateway.Master;
using Supervisor.Gateway.XmlRpc.Answers;
using Supervisor.Gateway.XmlRpc.Methods;
using Supervisor.Gateway.XmlRpc.Reading;
using Supervisor.Protocol.Replies;

namespace Supervisor.Gateway.XmlRpc;

/// <summary>Answers XML-RPC calls (reference 3.3 to 3.5).</summary>
internal sealed class XmlRpcEndpoint(IMaster master)
{
    private const string ContentType = "text/xml";
    private readonly MethodTable _methods = new(master);

    public async Task AnswerAsync(HttpContext context)
    {
        using var body = await RequestBody.ReadAsync(context);
        if (CallReader.Read(body.Bytes) is not { } call)
        {
            await ErrorPage.WriteAsync(context, StatusCodes.Status400BadRequest);
            return;
        }
        try
        {
            await AnswerAsync(context, call);
        }
        catch (AnswerTooLargeException failure) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, Faults.Of(ControlResult.Failed, failure.Message));
        }
    }

    private async Task AnswerAsync(HttpContext context, MethodCall call)
    {
        // A client that goes away is waited for no longer: the master is told so.
        var answer = await _methods.CallAsync(call.Name, call.Parameters, context.RequestAborted);
        if (answer is Answer.Unforeseen)
            await ErrorPage.WriteAsync(context, StatusCodes.Status500InternalServerError);
        else
            await WriteAsync(context, answer);
    }

    private static async Task WriteAsync(HttpContext context, Answer answer)
    {
        using var writer = new AnswerWriter();
        ResponseLayout.Write(writer, answer);
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = writer.Length;
        foreach (var piece in writer.Pieces())
            await context.Response.BodyWriter.WriteAsync(piece, context.RequestAborted);
    }
}
