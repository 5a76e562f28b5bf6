using Microsoft.AspNetCore.Connections;
using Supervisor.Posix;

namespace Supervisor.Gateway.Listening;

/// <summary>The connections that are open, up to a limit. Whoever waits for one to end is woken by the event.</summary>
internal sealed class OpenConnections(int limit, EventDescriptor ended)
{
    /// <summary>How long a connection has to send its request, where others want its place.</summary>
    private const long NewMilliseconds = 1_000;

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
    /// Whether requests may be on the way: over a connection that has just come, whose client would otherwise be left without an answer,
    /// or over one that is kept, whose client has not been told that it ends.
    /// </summary>
    /// <param name="leavingSince">From when on answers tell that their connection ends: monotonic milliseconds.</param>
    /// <param name="farewell">How long it may be.</param>
    public bool MayBeAsked(long leavingSince, FarewellTimes farewell)
    {
        var now = Environment.TickCount64;
        lock (_lock)
        {
            foreach (var connection in _connections)
            {
                if (connection.PresentUse != ConnectionUse.Idle)
                    continue;
                var (since, time) = connection.HasBeenAsked
                    ? (Math.Max(connection.LastActive, leavingSince), farewell.KeptConnection)
                    : (connection.LastActive, farewell.NewConnection);
                if (now - since < time.TotalMilliseconds)
                    return true;
            }
        }
        return false;
    }

    /// <summary>
    /// Closes the one that can best be spared, by <see cref="ConnectionUse"/> and among its like the longest unused, so that another can be
    /// accepted once it has ended. One whose request is being answered is never closed, nor one that has just come: its request may be on the
    /// way. Where there is no other, one is to be tried again.
    /// </summary>
    public void PushOut()
    {
        GatewayConnection? spared = null;
        var least = (Use: ConnectionUse.Answering, LastActive: 0L);
        var newFrom = Environment.TickCount64 - NewMilliseconds;
        lock (_lock)
        {
            foreach (var connection in _connections)
            {
                var rank = (Use: connection.PresentUse, connection.LastActive);
                if (rank.Use == ConnectionUse.Answering || rank.LastActive > newFrom)
                    continue;
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
