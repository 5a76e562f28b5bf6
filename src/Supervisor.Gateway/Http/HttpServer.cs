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
    private readonly CancellationTokenSource _leaving = new();

    public HttpServer(AcceptedConnections accepted, IMaster master, RequestLimits limits)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Listen(accepted.EndPoint, listen => listen.Protocols = HttpProtocols.Http1);
        Bound(options.Limits, limits);
        _server = new KestrelServer(Options.Create(options), accepted, NullLoggerFactory.Instance);
        _application = new GatewayApplication(master, limits, _leaving.Token);
    }

    public void Start() => _server.StartAsync(_application, CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>From now on every answer tells that its connection ends, and logs are followed no more.</summary>
    public Task AnnounceEndAsync() => _leaving.CancelAsync();

    /// <summary>Accepts no more, lets what is under way finish, and cuts off what takes longer.</summary>
    public async Task StopAsync(TimeSpan longest)
    {
        using var deadline = new CancellationTokenSource(longest);
        await _leaving.CancelAsync();
        await _server.StopAsync(deadline.Token);
    }

    public void Dispose()
    {
        StopAsync(TimeSpan.Zero).GetAwaiter().GetResult();
        _server.Dispose();
        _application.Dispose();
        _leaving.Dispose();
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
