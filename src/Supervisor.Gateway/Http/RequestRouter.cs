using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Supervisor.Gateway.Api;
using Supervisor.Gateway.Logs;
using Supervisor.Gateway.Master;
using Supervisor.Gateway.XmlRpc;

namespace Supervisor.Gateway.Http;

/// <summary>Which handler a request goes to, in the order of reference 3.7.</summary>
internal sealed class RequestRouter(IMaster master, RequestLimits limits, CancellationToken ending)
{
    private readonly XmlRpcEndpoint _calls = new(master, limits);
    private readonly ApiEndpoint _api = new(master);
    private readonly LogTailEndpoint _logs = new(master, ending);

    public Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (path.StartsWith("/RPC2", StringComparison.Ordinal))
            return AnswerCallAsync(context);
        if (path.StartsWith("/logtail", StringComparison.Ordinal))
            return _logs.FollowProcessAsync(context);
        if (path.StartsWith("/mainlogtail", StringComparison.Ordinal))
            return _logs.FollowDaemonAsync(context);
        if (ApiPath.IsMeant(context.Request.Path))
            return _api.AnswerAsync(context);
        return path switch
        {
            "/ok.html" => TextAnswer.WriteAsync(context, "text/plain", "OK"u8.ToArray()),
            "/" or "/index.html" when IsPage(context) => TextAnswer.WriteAsync(context, "text/plain", "Supervisor\n"u8.ToArray()),
            _ => ErrorPage.WriteAsync(context, IsReading(context) ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest),
        };
    }

    /// <summary>Answers with an error of this status in the form that the path's clients read.</summary>
    public static Task RefuseAsync(HttpContext context, int status) =>
        ApiPath.IsMeant(context.Request.Path)
            ? ApiAnswer.WriteProblemAsync(context, status, "The request was refused.")
            : ErrorPage.WriteAsync(context, status);

    /// <summary>Tells why there is no answer, in the form that the path's clients read; this process ends in a moment.</summary>
    public Task TellLossAsync(HttpContext context, string reason)
    {
        if (context.Request.Path.StartsWithSegments("/RPC2", StringComparison.Ordinal))
            return _calls.RefuseAsync(context, reason);
        return ApiPath.IsMeant(context.Request.Path)
            ? ApiAnswer.WriteProblemAsync(context, StatusCodes.Status503ServiceUnavailable, reason)
            : ErrorPage.WriteAsync(context, StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Supervisor's page is read and acted on; its other methods are those of files, of which there is none of this name.</summary>
    private static bool IsPage(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsPost(context.Request.Method);

    private static bool IsReading(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);

    private Task AnswerCallAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
            return ErrorPage.WriteAsync(context, StatusCodes.Status400BadRequest);
        var body = context.Features.Get<IHttpRequestBodyDetectionFeature>();
        return context.Request.ContentLength is null && body is not { CanHaveBody: true }
            ? ErrorPage.WriteAsync(context, StatusCodes.Status411LengthRequired)
            : _calls.AnswerAsync(context);
    }
}
