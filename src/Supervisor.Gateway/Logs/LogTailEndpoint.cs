using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Supervisor.Gateway.Http;
using Supervisor.Gateway.Listening;
using Supervisor.Gateway.Master;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Gateway.Logs;

/// <summary>Streams a log for as long as its reader stays (reference 3.7).</summary>
internal sealed class LogTailEndpoint(IMaster master, CancellationToken ending)
{
    public Task FollowProcessAsync(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        // A proxy's form names the server as well.
        var path = target.StartsWith('/') ? target : context.Request.Path.ToUriComponent();
        if (!HttpMethods.IsGet(context.Request.Method))
            return ErrorPage.WriteAsync(context, StatusCodes.Status400BadRequest);
        if (LogPath.TryParse(path) is not { } log)
            return ErrorPage.WriteAsync(context, StatusCodes.Status404NotFound);
        // Reverse proxies would hold back what is not yet worth sending (nginx).
        context.Response.Headers["X-Accel-Buffering"] = "no";
        return FollowAsync(context, new Request.OpenLog(log.Process, log.Stream));
    }

    public Task FollowDaemonAsync(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method)
            ? FollowAsync(context, new Request.OpenDaemonLog())
            : ErrorPage.WriteAsync(context, StatusCodes.Status400BadRequest);

    private async Task FollowAsync(HttpContext context, Request request)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ending);
        if (await OpenAsync(request, end.Token) is not { } file)
        {
            context.Response.Headers.Remove("X-Accel-Buffering");
            await ErrorPage.WriteAsync(context, StatusCodes.Status404NotFound);
            return;
        }
        GatewayConnection.Use(context.Features, ConnectionUse.Following);
        using var follower = new LogFollower(file, cancellation => OpenAsync(request, cancellation));
        context.Response.ContentType = "text/plain;charset=utf-8";
        context.Response.Headers.LastModified = file.ChangedAt.ToString("R", CultureInfo.InvariantCulture);
        // A reader may pause for as long as it likes: nothing is read ahead for it.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
        try
        {
            await context.Response.StartAsync(end.Token);
            // An empty log has nothing to send with the head.
            await context.Response.BodyWriter.FlushAsync(end.Token);
            await follower.CopyToAsync(context.Response.BodyWriter, end.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The answer ends in order: the reader can tell it from a cut.
        }
    }

    /// <summary>Null when there is no such log, or none that can be followed.</summary>
    private async Task<LogFile?> OpenAsync(Request request, CancellationToken cancellation)
    {
        var answer = await master.AskAsync(request, cancellation);
        if (answer is { Reply: Reply.LogOpened, File: { } file })
            return LogFile.Of(file);
        answer.File?.Dispose();
        return null;
    }
}
