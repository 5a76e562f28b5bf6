using Supervisor.Posix;

namespace Supervisord.DaemonLog.Syslog;

/// <summary>The datagram socket of this machine's syslog, as a rule /dev/log.</summary>
internal sealed class LocalSyslogConnection(string path) : ISyslogConnection
{
    private LocalDatagramSocket? _socket;

    /// <summary>What rsyslog takes unless it is told otherwise; journald takes more.</summary>
    public int LongestMessage => 8 * 1024;

    public string? Send(ReadOnlySpan<byte> message)
    {
        var hadConnection = _socket is not null;
        var errno = TrySend(message);
        // A server that was restarted has another socket under the same name.
        if (errno != 0 && hadConnection)
            errno = TrySend(message);
        return errno == 0 ? null : $"{path}: {Errno.Describe(errno)}";
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private int TrySend(ReadOnlySpan<byte> message)
    {
        if (_socket is null)
        {
            var connectErrno = LocalDatagramSocket.TryConnect(path, out _socket);
            if (_socket is null)
                return connectErrno;
        }
        var errno = _socket.Send(message);
        if (errno != 0)
            Dispose();
        return errno;
    }
}
