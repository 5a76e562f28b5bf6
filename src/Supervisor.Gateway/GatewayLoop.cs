using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Gateway.Http;
using Supervisor.Gateway.Listening;
using Supervisor.Gateway.Master;
using Supervisor.Posix;
using Supervisor.Protocol.Gateway;

namespace Supervisor.Gateway;

/// <summary>
/// One thread that waits for the master, for connections and for the end. Because it alone accepts, no connection can come between its
/// decision that there is none and its end: what comes later waits in the kernel's queue for the next gateway.
/// </summary>
internal sealed class GatewayLoop : IMasterNotices, IDisposable
{
    private const ulong MasterTag = 0;
    private const ulong WakeTag = 1;
    private const ulong FirstListenerTag = 2;
    private const int RetryMilliseconds = 100;
    private static readonly TimeSpan FarewellInterval = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(10);

    /// <summary>For clients to take what they are told when the master is gone.</summary>
    private static readonly TimeSpan LongestLoss = TimeSpan.FromSeconds(1);

    private readonly Epoll _epoll = new(64);
    private readonly EventDescriptor _wake = new();
    private readonly ReadyDescriptor[] _ready = new ReadyDescriptor[64];
    private readonly MasterConnection _master;
    private readonly OpenConnections _connections;
    private readonly ListeningSockets _listeners;
    private readonly SocketConnectionContextFactory _contexts;
    private readonly HttpServer _server;
    private readonly FarewellTimes _farewellTimes;
    private long? _idleTimeout;
    private long _idleSince = Environment.TickCount64;
    private bool _isConfigured;
    private bool _isPaused;
    private long _retryAt;
    private Task? _farewell;
    private Task? _end;
    private volatile bool _hasFinished;
    private volatile bool _isDisposed;

    public GatewayLoop(Descriptor control, RequestLimits limits, FarewellTimes farewell)
    {
        _farewellTimes = farewell;
        _master = new MasterConnection(control);
        _connections = new OpenConnections(limits.MostConnections, _wake);
        var accepted = new AcceptedConnections();
        var buffers = new SocketConnectionFactoryOptions
        {
            MaxReadBufferSize = RequestLimits.ConnectionBuffer,
            MaxWriteBufferSize = RequestLimits.ConnectionBuffer,
        };
        _contexts = new SocketConnectionContextFactory(buffers, NullLogger.Instance);
        _listeners = new ListeningSockets(_epoll, FirstListenerTag, _connections, accepted, _contexts);
        _server = new HttpServer(accepted, _master, limits);
        _epoll.Add(_master.Number, ReadinessEvents.Readable, MasterTag);
        _epoll.Add(_wake.Number, ReadinessEvents.Readable, WakeTag);
    }

    /// <returns>The exit status.</returns>
    public int Run()
    {
        _server.Start();
        while (true)
        {
            var count = _epoll.Wait(_ready, NextDeadline());
            foreach (var ready in _ready.AsSpan(0, count))
            {
                if (Handle(ready))
                    continue;
                TellLoss();
                return 1;
            }
            // Only when nothing was ready: a connection may have come just when the time was over.
            if (_hasFinished || (count == 0 && IsIdleForLongEnough()))
                return 0;
            Resume();
        }
    }

    public void Configure(GatewayConfiguration configuration, IReadOnlyList<Descriptor> listeners)
    {
        if (_farewell is not null)
        {
            foreach (var listener in listeners)
                listener.Dispose();
            return;
        }
        _idleTimeout = configuration.IdleTimeoutMilliseconds;
        _listeners.Replace(configuration.Listeners, listeners);
        _isConfigured = true;
        _idleSince = Environment.TickCount64;
    }

    public void Retire()
    {
        if (_farewell is not null)
            return;
        // Whoever waits already is answered sooner here than by the next gateway, which has to start first; and where each is told to leave
        // as soon as it has started, somebody would wait for ever.
        _listeners.AcceptWaiting();
        _listeners.Close();
        _farewell = FinishAsync();
    }

    public void Leave()
    {
        Retire();
        _end ??= _server.EndAsync(LongestFarewell);
    }

    public void Dispose()
    {
        _isDisposed = true;
        _listeners.Dispose();
        _master.Close();
        _server.Dispose();
        _master.Dispose();
        _contexts.Dispose();
        _epoll.Dispose();
        _wake.Dispose();
    }

    /// <summary>
    /// Those who are about to ask are answered still. After that a client can only find its connection closed before any byte of an answer,
    /// and its request has then not been acted on: what has been read is answered.
    /// </summary>
    private async Task FinishAsync()
    {
        await _server.AnnounceEndAsync();
        var since = Environment.TickCount64;
        while (!_isDisposed && _connections.MayBeAsked(since, _farewellTimes))
            await Task.Delay(FarewellInterval);
        if (_isDisposed)
            return;
        await _server.StopAsync();
        // Said before the loop is woken: this task itself is over only afterwards.
        _hasFinished = true;
        _wake.Raise();
    }

    private bool Handle(ReadyDescriptor ready)
    {
        switch (ready.Tag)
        {
            case MasterTag:
                return _master.Receive(this);
            case WakeTag:
                _wake.Clear();
                _isPaused = false;
                _listeners.Resume();
                break;
            default:
                Accept(ready.Tag);
                break;
        }
        _idleSince = Environment.TickCount64;
        return true;
    }

    /// <summary>The master is gone: everybody who waits is told so, and nobody else is accepted.</summary>
    private void TellLoss()
    {
        _listeners.Dispose();
        _master.Close();
        _server.Finish(LongestLoss);
    }

    private void Accept(ulong tag)
    {
        var wasPaused = _isPaused;
        _isPaused = !_listeners.Accept(tag);
        if (_isPaused && !wasPaused)
            _retryAt = Environment.TickCount64 + RetryMilliseconds;
    }

    /// <summary>There may be no connection whose end would wake, or none that could be spared yet: it is tried again after a while.</summary>
    private void Resume()
    {
        if (!_isPaused || Environment.TickCount64 < _retryAt)
            return;
        _isPaused = false;
        _listeners.Resume();
    }

    private int? NextDeadline()
    {
        if (_isPaused)
            return (int)Math.Clamp(_retryAt - Environment.TickCount64, 0, RetryMilliseconds);
        if (_idleTimeout is not { } timeout || !MayEndIdle())
            return null;
        return (int)Math.Clamp(_idleSince + timeout - Environment.TickCount64, 0, int.MaxValue);
    }

    private bool IsIdleForLongEnough() => _idleTimeout is { } timeout && MayEndIdle() && Environment.TickCount64 - _idleSince >= timeout;

    private bool MayEndIdle() => _isConfigured && _farewell is null && _connections.IsEmpty;
}
