using Microsoft.AspNetCore.Connections;
using Supervisor.Posix;

namespace Supervisor.Gateway.Listening;

/// <summary>The connections that are open, up to a limit. Whoever waits for one to end is woken by the event.</summary>
internal sealed class OpenConnections(int limit, EventDescriptor ended)
{
    private readonly Lock _lock = new();
    private readonly HashSet<GatewayConnection> _connections = [];
    private bool _isPushing;

    public bool IsEmpty
    {
        get
        {
            lock (_lock)
                return _connections.Count == 0;
        }
    }

    public bool IsFull
    {
        get
        {
            lock (_lock)
                return _connections.Count >= limit;
        }
    }

    public void Add(GatewayConnection connection)
    {
        lock (_lock)
            _connections.Add(connection);
    }

    public void Remove(GatewayConnection connection)
    {
        bool tells;
        lock (_lock)
        {
            tells = _connections.Count == limit || _isPushing;
            _connections.Remove(connection);
            tells |= _connections.Count == 0;
            _isPushing = false;
        }
        if (tells)
            ended.Raise();
    }

    /// <summary>Closes the one that has been idle for longest, so that another can be accepted once it has ended.</summary>
    public void PushOutIdle()
    {
        GatewayConnection? longest = null;
        lock (_lock)
        {
            foreach (var connection in _connections)
            {
                if (connection.IsIdle && (longest is null || connection.LastActive < longest.LastActive))
                    longest = connection;
            }
            _isPushing = true;
        }
        longest?.Abort(new ConnectionAbortedException("idle for longest when another came"));
    }
}
