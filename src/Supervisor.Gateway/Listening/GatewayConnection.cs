using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Supervisor.Protocol.Gateway;

namespace Supervisor.Gateway.Listening;

/// <summary>
/// An accepted connection: what the framework made of its socket, by which listener it came, and who is at its other end. It is a feature of
/// its own requests, and counted until it is disposed.
/// </summary>
internal sealed class GatewayConnection : ConnectionContext
{
    private readonly ConnectionContext _inner;
    private readonly OpenConnections _connections;
    private volatile ConnectionUse _use;
    private int _isEnded;

    public GatewayConnection(ConnectionContext inner, ListenerDescription listener, PeerIdentity? peer, OpenConnections connections)
    {
        _inner = inner;
        _connections = connections;
        Listener = listener;
        Peer = peer;
        LastActive = Environment.TickCount64;
        inner.Features.Set(this);
    }

    public ListenerDescription Listener { get; }

    /// <summary>Null when it did not come by a unix socket.</summary>
    public PeerIdentity? Peer { get; }

    /// <summary>Requests of a connection come one after the other.</summary>
    public ConnectionUse PresentUse
    {
        get => _use;
        set
        {
            if (value == ConnectionUse.Idle)
                LastActive = Environment.TickCount64;
            else
                HasBeenAsked = true;
            _use = value;
        }
    }

    /// <summary>A request has come over it, at whatever time.</summary>
    public bool HasBeenAsked { get; private set; }

    /// <summary>Whom it counts for where callers are treated alike: a user, an address, or else everybody.</summary>
    public object Caller => Peer?.UserId ?? (object?)(RemoteEndPoint as IPEndPoint)?.Address ?? Listener;

    /// <summary>When it came, or the last request was answered: monotonic milliseconds.</summary>
    public long LastActive { get; private set; }

    public override IDuplexPipe Transport
    {
        get => _inner.Transport;
        set => _inner.Transport = value;
    }

    public override string ConnectionId
    {
        get => _inner.ConnectionId;
        set => _inner.ConnectionId = value;
    }

    public override IFeatureCollection Features => _inner.Features;

    public override IDictionary<object, object?> Items
    {
        get => _inner.Items;
        set => _inner.Items = value;
    }

    public override CancellationToken ConnectionClosed
    {
        get => _inner.ConnectionClosed;
        set => _inner.ConnectionClosed = value;
    }

    public override EndPoint? LocalEndPoint
    {
        get => _inner.LocalEndPoint;
        set => _inner.LocalEndPoint = value;
    }

    public override EndPoint? RemoteEndPoint
    {
        get => _inner.RemoteEndPoint;
        set => _inner.RemoteEndPoint = value;
    }

    /// <summary>The request with these features uses its connection for this from now on.</summary>
    public static void Use(IFeatureCollection request, ConnectionUse use)
    {
        if (request.Get<GatewayConnection>() is { } connection)
            connection.PresentUse = use;
    }

    public override void Abort(ConnectionAbortedException abortReason) => _inner.Abort(abortReason);

    public override async ValueTask DisposeAsync()
    {
        await _inner.DisposeAsync();
        await base.DisposeAsync();
        if (Interlocked.Exchange(ref _isEnded, 1) == 0)
            _connections.Remove(this);
    }
}
