using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Supervisor.Gateway.Authentication;
using Supervisor.Gateway.Listening;
using Supervisor.Gateway.Master;
using Supervisor.Posix;

namespace Supervisor.Gateway.Http;

/// <summary>What every request goes through: who may, which handler, and what becomes of a failure.</summary>
/// <param name="retiring">Connections are kept no longer than for the answer that is due.</param>
/// <param name="ending">Logs are followed no more.</param>
internal sealed class GatewayApplication(IMaster master, RequestLimits limits, CancellationToken retiring, CancellationToken ending)
    : IHttpApplication<HttpContext>,
        IDisposable
{
    /// <summary>Supervisor's own name of its server: a client may have learnt to know it by this.</summary>
    private const string ServerName = "Medusa/1.12";
    private readonly AccessCheck _access = new();
    private readonly RequestRouter _router = new(master, limits, ending);

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void Dispose() => _access.Dispose();

    public void DisposeContext(HttpContext context, Exception? exception) { }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        var connection = context.Features.Get<GatewayConnection>() ?? throw new InvalidOperationException("the request has no connection");
        connection.PresentUse = ConnectionUse.Answering;
        try
        {
            context.Response.Headers.Server = ServerName;
            context.Response.OnStarting(() => TellWhetherItStaysOpen(context));
            await AnswerAsync(context, connection);
        }
        catch (BadHttpRequestException failure)
        {
            await RefuseAsync(context, failure.StatusCode);
        }
        catch (MasterGoneException failure) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            context.Response.Headers.Connection = "close";
            await _router.TellLossAsync(context, failure.Message);
        }
        catch (IOException) when (!context.RequestAborted.IsCancellationRequested)
        {
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception failure)
            when (context.RequestAborted.IsCancellationRequested && failure is OperationCanceledException or IOException)
        {
            // Nobody is there to be answered.
        }
        catch (OutOfMemoryException)
        {
            // All the calls of this moment together were more than the limit of this process has room for; what this one held is free again.
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception failure)
        {
            StandardStreams.WriteError($"supervisord gateway: {context.Request.Method} {context.Request.Path.Value}: {failure}\n");
            await RefuseAsync(context, StatusCodes.Status500InternalServerError);
        }
        finally
        {
            connection.PresentUse = ConnectionUse.Idle;
        }
    }

    private async Task AnswerAsync(HttpContext context, GatewayConnection connection)
    {
        var refusal = await _access.RefusalAsync(context, connection);
        if (refusal is null)
        {
            await _router.AnswerAsync(context);
            return;
        }
        if (refusal == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"default\"";
        context.Response.Headers.Connection = "close";
        await RequestRouter.RefuseAsync(context, refusal.Value);
    }

    /// <summary>
    /// Told with the first byte of the answer, as this process may have been asked to leave while the request was under way. A client of
    /// HTTP/1.0 that asks for it is told in Supervisor's spelling; clients are known to compare it.
    /// </summary>
    private Task TellWhetherItStaysOpen(HttpContext context)
    {
        var headers = context.Response.Headers;
        if (retiring.IsCancellationRequested)
            headers.Connection = "close";
        else if (headers.Connection.Count == 0 && HttpProtocol.IsHttp10(context.Request.Protocol) && Asks(context, "keep-alive"))
            headers.Connection = "Keep-Alive";
        return Task.CompletedTask;
    }

    private static bool Asks(HttpContext context, string what) =>
        string.Equals(context.Request.Headers.Connection, what, StringComparison.OrdinalIgnoreCase);

    private static async Task RefuseAsync(HttpContext context, int status)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }
        context.Response.Headers.Connection = "close";
        await RequestRouter.RefuseAsync(context, status);
    }
}
