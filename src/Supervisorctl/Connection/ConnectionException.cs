using System.Runtime.InteropServices;
using Supervisor.Posix;

namespace Supervisorctl.Connection;

/// <summary>The server cannot be reached, or has gone in the middle of something.</summary>
internal sealed class ConnectionException : ControlException
{
    private const int ConnectionAborted = 103;
    private const int ConnectionReset = 104;
    private const int TimedOut = 110;

    private ConnectionException(int errno, string className, string message)
        : base(className, message) => ErrorNumber = errno;

    /// <summary>0 when it is no system call's.</summary>
    public int ErrorNumber { get; }

    public bool IsRefused => ErrorNumber == Errno.ECONNREFUSED;

    public bool IsNoSuchFile => ErrorNumber == Errno.ENOENT;

    /// <summary>There was a connection, and the server let go of it.</summary>
    public bool IsLoss { get; private init; }

    public static ConnectionException Of(int errno) =>
        new(errno, ClassOf(errno), $"[Errno {errno}] {Marshal.GetPInvokeErrorMessage(errno)}")
        {
            IsLoss = errno is Errno.EPIPE or ConnectionAborted or ConnectionReset,
        };

    public static ConnectionException Closed() =>
        new(0, "http.client.RemoteDisconnected", "Remote end closed connection without response") { IsLoss = true };

    public static ConnectionException UnknownHost(string host) =>
        new(0, "socket.gaierror", $"[Errno -2] Name or service not known: {host}");

    public static ConnectionException UnknownScheme(string url) => new(0, "ValueError", $"Unknown protocol for serverurl {url}");

    public static ConnectionException Malformed(string what) => new(0, "http.client.BadStatusLine", what);

    private static string ClassOf(int errno) =>
        errno switch
        {
            Errno.ECONNREFUSED => "ConnectionRefusedError",
            Errno.ENOENT => "FileNotFoundError",
            Errno.EACCES or Errno.EPERM => "PermissionError",
            Errno.ENOTDIR => "NotADirectoryError",
            Errno.EPIPE => "BrokenPipeError",
            ConnectionReset => "ConnectionResetError",
            TimedOut => "TimeoutError",
            _ => "OSError",
        };
}
