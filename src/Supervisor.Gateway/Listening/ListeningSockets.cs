using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Supervisor.Posix;
using Supervisor.Protocol.Gateway;

namespace Supervisor.Gateway.Listening;

/// <summary>The master's listening sockets of the moment. One thread uses it: the one that waits in the epoll.</summary>
internal sealed class ListeningSockets(
    Epoll epoll,
    ulong firstTag,
    OpenConnections connections,
    AcceptedConnections accepted,
    SocketConnectionContextFactory contexts
) : IDisposable
{
    private readonly Dictionary<ulong, (Descriptor Socket, ListenerDescription Description)> _listeners = [];
    private ulong _nextTag = firstTag;
    private bool _isPaused;

    /// <summary>What is to be listened at from now on; what was accepted before goes on.</summary>
    /// <param name="sockets">In the order of <paramref name="descriptions"/>; it disposes them.</param>
    public void Replace(IReadOnlyList<ListenerDescription> descriptions, IReadOnlyList<Descriptor> sockets)
    {
        Close();
        for (var index = 0; index < sockets.Count; index++)
        {
            _listeners.Add(_nextTag, (sockets[index], descriptions[index]));
            epoll.Add(sockets[index].Number, _isPaused ? ReadinessEvents.None : ReadinessEvents.Readable, _nextTag);
            _nextTag++;
        }
    }

    /// <summary>
    /// Takes one connection of the listener with this tag. When there are too many, or no descriptor is free, the rest waits in the kernel's
    /// queue until <see cref="Resume"/>, and the one that can best be spared has to go.
    /// </summary>
    /// <returns>False when nothing is accepted for now.</returns>
    public bool Accept(ulong tag)
    {
        // A listener that was replaced a moment ago may still be told of.
        if (_isPaused || !_listeners.TryGetValue(tag, out var listener))
            return !_isPaused;
        if (connections.IsFull)
            return Pause();
        var errno = ConnectionAcceptor.TryAccept(listener.Socket.Number, out var connection);
        if (errno == 0)
            Open(connection!, listener.Description);
        else if (errno is Errno.EMFILE or Errno.ENFILE or Errno.ENOBUFS or Errno.ENOMEM)
            return Pause();
        return true;
    }

    /// <summary>Takes everybody who waits by now, as far as there is room.</summary>
    public void AcceptWaiting()
    {
        foreach (var (socket, description) in _listeners.Values)
        {
            while (!connections.IsFull && ConnectionAcceptor.TryAccept(socket.Number, out var connection) == 0)
                Open(connection!, description);
        }
    }

    public void Resume()
    {
        if (!_isPaused)
            return;
        _isPaused = false;
        Watch(ReadinessEvents.Readable);
    }

    /// <summary>Listens no more. What waits in the kernel's queue is the master's.</summary>
    public void Close()
    {
        foreach (var (socket, _) in _listeners.Values)
        {
            // Closing alone would not do: the master's descriptor keeps the socket in the epoll.
            epoll.Remove(socket.Number);
            socket.Dispose();
        }
        _listeners.Clear();
    }

    public void Dispose() => Close();

    private bool Pause()
    {
        _isPaused = true;
        Watch(ReadinessEvents.None);
        connections.PushOut();
        return false;
    }

    private void Watch(ReadinessEvents events)
    {
        foreach (var (tag, (socket, _)) in _listeners)
            epoll.Modify(socket.Number, events, tag);
    }

    private void Open(Descriptor descriptor, ListenerDescription listener)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(new SafeSocketHandle(descriptor.Number, ownsHandle: true));
            if (!listener.IsLocal)
                socket.NoDelay = true;
            var peer = listener.IsLocal ? PeerIdentity.Of(socket) : null;
            var connection = new GatewayConnection(contexts.Create(socket), listener, peer, connections);
            connections.Add(connection);
            if (!accepted.TryAdd(connection))
                connection.Abort();
        }
        catch (SocketException)
        {
            // It was closed again before it could be looked at.
            socket?.Dispose();
        }
    }
}
