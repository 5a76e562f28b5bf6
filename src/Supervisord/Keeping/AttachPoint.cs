using Supervisor.Configuration.Settings;
using Supervisor.Engine;
using Supervisor.Engine.Keeping;
using Supervisor.Engine.Loop;
using Supervisor.Posix;

namespace Supervisord.Keeping;

/// <summary>
/// Where a master that has lost its keeper is found by a new one: a socket in the state directory, which is there only as long as it is
/// needed.
/// </summary>
/// <param name="path">In a directory that nobody else can enter.</param>
/// <param name="attached">Told when a new keeper has been greeted, and is to be told what it is to hold.</param>
internal sealed class AttachPoint(string path, KeeperLink keeper, LoopDescriptors descriptors, Action attached, IDaemonLog log)
    : IReadinessTarget,
        IDisposable
{
    private const uint OwnerOnly = 0b110_000_000;
    private ListeningSocket? _socket;

    public void Open()
    {
        var errno = ListeningSocket.TryListen(path, OwnerOnly, null, null, 1, out var socket);
        if (socket is not null)
            errno = Watch(socket);
        if (errno == 0)
            _socket = socket;
        else
            log.Write(DaemonLogLevel.Error, $"no new keeper can come: {path}: {Errno.Describe(errno)}");
    }

    /// <summary>0, or the errno where the user has as many watches as are allowed (epoll(7)): then the socket is closed.</summary>
    private int Watch(ListeningSocket socket)
    {
        try
        {
            descriptors.Watch(socket.Number, ReadinessEvents.Readable, this);
            return 0;
        }
        catch (PosixException failure)
        {
            socket.Dispose();
            return failure.ErrorNumber;
        }
    }

    public void Ready(ReadinessEvents events)
    {
        if (_socket is not { } socket)
            return;
        var errno = ConnectionAcceptor.TryAccept(socket.Number, out var connection);
        Dispose();
        if (connection is null)
        {
            // Whoever waits there is turned away, and can come again: a socket that stays readable would keep the loop from sleeping.
            log.Write(DaemonLogLevel.Error, $"a new keeper cannot be taken: {Errno.Describe(errno)}");
            Open();
            return;
        }
        keeper.Reconnect(connection!);
        attached();
    }

    public void Dispose()
    {
        if (_socket is not { } socket)
            return;
        _socket = null;
        descriptors.Forget(socket.Number);
        socket.Dispose();
    }
}
