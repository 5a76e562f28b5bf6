using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Supervisor.Posix;

namespace Supervisor.Gateway.Logs;

/// <summary>A log that the master has opened for reading. Its path may be beyond this process' rights.</summary>
internal sealed class LogFile : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly string? _name;

    private LogFile(SafeFileHandle handle)
    {
        _handle = handle;
        _name = Name();
    }

    public long Length => Status().Size;

    public DateTime ChangedAt => File.GetLastWriteTimeUtc(_handle);

    /// <summary>
    /// It has another name than when it was opened, or none: rotation. The link in /proc follows the file through renames, and every process
    /// may read its own (proc(5)).
    /// </summary>
    public bool HasMoved => !string.Equals(Name(), _name, StringComparison.Ordinal);

    /// <summary>Null, with the handle closed, for what has no size to watch: a pipe, a terminal, a directory.</summary>
    public static LogFile? Of(SafeFileHandle handle)
    {
        if (FileStatus.Read(Number(handle), out var status) == 0 && status.Kind == FileKind.Regular)
            return new LogFile(handle);
        handle.Dispose();
        return null;
    }

    public bool IsSameAs(LogFile other) => Status().IsSameFile(other.Status());

    /// <summary>What is there now from this place on; it never waits for more.</summary>
    public int Read(Span<byte> buffer, long position) => RandomAccess.Read(_handle, buffer, position);

    public void Dispose() => _handle.Dispose();

    private static int Number(SafeFileHandle handle) => (int)handle.DangerousGetHandle();

    private FileStatus Status()
    {
        var errno = FileStatus.Read(Number(_handle), out var status);
        return errno == 0 ? status : throw new PosixException("statx", errno);
    }

    private string? Name() => SymbolicLink.Read("/proc/self/fd/" + Number(_handle).ToString(CultureInfo.InvariantCulture));
}
