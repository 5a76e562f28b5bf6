using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Supervisor.Gateway.Listening;
using Supervisor.Gateway.Master;

namespace Supervisor.Gateway.Http;

/// <summary>Kestrel without a host: bounds on what strangers may send, and the application.</summary>
internal sealed class HttpServer : IDisposable
{
    private readonly KestrelServer _server;
    private readonly GatewayApplication _application;
    private readonly CancellationTokenSource _retiring = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _cut = new();

    public HttpServer(AcceptedConnections accepted, IMaster master, RequestLimits limits)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Listen(accepted.EndPoint, listen => listen.Protocols = HttpProtocols.Http1);
        Bound(options.Limits, limits);
        _server = new KestrelServer(Options.Create(options), accepted, NullLoggerFactory.Instance);
        _application = new GatewayApplication(master, limits, _retiring.Token, _ending.Token);
    }

    public void Start() => _server.StartAsync(_application, CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>From now on every answer tells that its connection ends.</summary>
    public Task AnnounceEndAsync() => _retiring.CancelAsync();

    /// <summary>Accepts no more, and lets what is under way finish.</summary>
    public async Task StopAsync()
    {
        await _retiring.CancelAsync();
        await _server.StopAsync(_cut.Token);
    }

    /// <summary>Logs are followed no more, and what takes longer than this is cut off as soon as it is stopped.</summary>
    public Task EndAsync(TimeSpan longest)
    {
        _cut.CancelAfter(longest);
        return _ending.CancelAsync();
    }

    /// <summary>Ends everything, and waits so long for what is being answered.</summary>
    public void Finish(TimeSpan longest)
    {
        EndAsync(longest).GetAwaiter().GetResult();
        StopAsync().GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        // A stop that is under way would be waited for.
        _cut.Cancel();
        _ending.Cancel();
        StopAsync().GetAwaiter().GetResult();
        _server.Dispose();
        _application.Dispose();
        _retiring.Dispose();
        _ending.Dispose();
        _cut.Dispose();
    }

    private static void Bound(KestrelServerLimits server, RequestLimits limits)
    {
        server.MaxRequestBodySize = limits.LargestBody;
        server.MaxRequestBufferSize = RequestLimits.ConnectionBuffer;
        server.MaxResponseBufferSize = RequestLimits.ConnectionBuffer;
        server.MaxRequestLineSize = RequestLimits.LongestLine;
        server.MaxRequestHeaderCount = RequestLimits.MostHeaders;
        server.MaxRequestHeadersTotalSize = RequestLimits.LargestHeaders;
        server.RequestHeadersTimeout = RequestLimits.LongestHeaderTime;
        server.KeepAliveTimeout = RequestLimits.LongestIdleTime;
        server.MinRequestBodyDataRate = new MinDataRate(RequestLimits.SlowestRate, RequestLimits.RateGracePeriod);
        server.MinResponseDataRate = new MinDataRate(RequestLimits.SlowestRate, RequestLimits.RateGracePeriod);
    }
}
