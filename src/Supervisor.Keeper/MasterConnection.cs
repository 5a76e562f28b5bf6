using Supervisor.Posix;
using Supervisor.Protocol.Keeping;

namespace Supervisor.Keeper;

/// <summary>The keeper's end of the connection to its master, as long as there is one. What is said goes out when the turn is over.</summary>
internal sealed class MasterConnection(Epoll epoll, ulong tag) : IDisposable
{
    private FrameSocket? _socket;
    private bool _isWritableWatched;

    public bool IsOpen => _socket is not null;

    /// <summary>−1 without one.</summary>
    public int Number => _socket?.Number ?? -1;

    /// <param name="socket">Owned from now on.</param>
    public void Open(Descriptor socket)
    {
        Dispose();
        _socket = new FrameSocket(socket, KeeperFrame.Length);
        _isWritableWatched = false;
        epoll.Add(socket.Number, ReadinessEvents.Readable, tag);
    }

    /// <summary>The next that the master has said; false when there is nothing more now.</summary>
    /// <param name="isClosed">There will be nothing more.</param>
    public bool TryReceive(out KeeperFrame frame, out bool isClosed)
    {
        frame = default;
        isClosed = false;
        if (_socket is null || !_socket.TryReceive(out var bytes, out isClosed))
            return false;
        frame = KeeperFrame.Read(bytes);
        return true;
    }

    /// <summary>The descriptor that came with what was received last.</summary>
    public Descriptor? TakeDescriptor() => _socket?.TakeDescriptor();

    public void Send(in KeeperFrame frame, int descriptor = -1)
    {
        Span<byte> bytes = stackalloc byte[KeeperFrame.Length];
        frame.Write(bytes);
        _socket?.Add(bytes, descriptor);
    }

    /// <summary>Sends what waits, as far as the master takes it.</summary>
    public void Flush()
    {
        if (_socket is not { } socket)
            return;
        _ = socket.Flush();
        if (socket.HasWaiting == _isWritableWatched)
            return;
        _isWritableWatched = socket.HasWaiting;
        epoll.Modify(
            socket.Number,
            _isWritableWatched ? ReadinessEvents.Readable | ReadinessEvents.Writable : ReadinessEvents.Readable,
            tag
        );
    }

    /// <summary>A program that this process executes finds it under the same number.</summary>
    public void PassOn() => _socket?.PassOn();

    public void Dispose()
    {
        if (_socket is not { } socket)
            return;
        _socket = null;
        epoll.Remove(socket.Number);
        socket.Dispose();
    }
}
