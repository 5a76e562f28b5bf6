using Microsoft.AspNetCore.Http;
using Supervisor.Gateway.Http;
using Supervisor.Gateway.Master;
using Supervisor.Gateway.XmlRpc.Answers;
using Supervisor.Gateway.XmlRpc.Methods;
using Supervisor.Gateway.XmlRpc.Reading;
using Supervisor.Protocol.Replies;

namespace Supervisor.Gateway.XmlRpc;

/// <summary>Answers XML-RPC calls (reference 3.3 to 3.5).</summary>
internal sealed class XmlRpcEndpoint
{
    private const string ContentType = "text/xml";

    /// <summary>From this size on calls are read one at a time: each needs some times its size for a moment.</summary>
    private const int LargeCall = 1024 * 1024;

    /// <summary>Bytes that are handed to the server at once: it copies them, and waits for the client only between them.</summary>
    private const int Portion = 64 * 1024;

    private readonly MethodTable _methods;
    private readonly int _mostElements;
    private readonly MemoryBudget _bodies;
    private readonly MemoryBudget _answers;
    private readonly Lock _reading = new();

    public XmlRpcEndpoint(IMaster master, RequestLimits limits)
    {
        _mostElements = limits.MostElements;
        _bodies = new MemoryBudget(limits.BodyMemory, limits.LargestBody);
        _answers = new MemoryBudget(limits.AnswerMemory, limits.LargestAnswer);
        _methods = new MethodTable(master, _answers);
    }

    public async Task AnswerAsync(HttpContext context)
    {
        if (await ReadAsync(context) is not { } call)
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

    /// <summary>Answers a call that failed, whatever it was.</summary>
    public Task RefuseAsync(HttpContext context, string reason) => WriteAsync(context, Faults.Of(ControlResult.Failed, reason));

    /// <summary>Null for what is no call.</summary>
    private async Task<MethodCall?> ReadAsync(HttpContext context)
    {
        using var body = await RequestBody.ReadAsync(context, _bodies);
        if (body.Bytes.Count < LargeCall)
            return CallReader.Read(body.Bytes, _mostElements);
        lock (_reading)
            return CallReader.Read(body.Bytes, _mostElements);
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

    private async Task WriteAsync(HttpContext context, Answer answer)
    {
        using var writer = new AnswerWriter(_answers);
        ResponseLayout.Write(writer, answer);
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = writer.Length;
        foreach (var piece in writer.Pieces())
        {
            for (var start = 0; start < piece.Length; start += Portion)
                await context.Response.BodyWriter.WriteAsync(
                    piece.Slice(start, Math.Min(Portion, piece.Length - start)),
                    context.RequestAborted
                );
        }
    }
}
