using Microsoft.AspNetCore.Connections;
using Supervisor.Posix;

namespace Supervisor.Gateway.Listening;

/// <summary>The connections that are open, up to a limit. Whoever waits for one to end is woken by the event.</summary>
internal sealed class OpenConnections(int limit, EventDescriptor ended)
{
    /// <summary>How long a connection has to send its request, where others want its place.</summary>
    private const long NewMilliseconds = 5_000;

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

    /// <summary>
    /// Closes the one that can best be spared, by <see cref="ConnectionUse"/> and among its like the longest unused, so that another can be
    /// accepted once it has ended. Those that have just come go last, in the order in which they came: their requests may be on the way. One
    /// whose request is being answered is never closed.
    /// </summary>
    public void PushOut()
    {
        GatewayConnection? spared = null;
        var least = (Order: ConnectionUse.Answering, LastActive: 0L);
        var newFrom = Environment.TickCount64 - NewMilliseconds;
        lock (_lock)
        {
            foreach (var connection in _connections)
            {
                var (use, lastActive) = (connection.Use, connection.LastActive);
                if (use == ConnectionUse.Answering)
                    continue;
                var rank = (lastActive > newFrom ? ConnectionUse.Answering : use, lastActive);
                if (spared is not null && rank.CompareTo(least) >= 0)
                    continue;
                spared = connection;
                least = rank;
            }
            _isPushing = true;
        }
        spared?.Abort(new ConnectionAbortedException("another came, and this one could best be spared"));
    }
}
