using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>
/// A locked pid file. The lock is of the open file description (fcntl(2), F_OFD_SETLK, Linux 3.15): unlike a process' lock it is not lost
/// when some other descriptor of the same file is closed. It ends with the process, so a file without a lock is stale whatever it says.
/// </summary>
public sealed unsafe class PidFile : IDisposable
{
    private const uint ReadableByAll = 0x1A4;
    private readonly Descriptor _descriptor;

    private PidFile(string path, Descriptor descriptor)
    {
        Path = path;
        _descriptor = descriptor;
    }

    public string Path { get; }

    /// <summary>For whoever else is to have the lock: it belongs to the open file, whose descriptors may be in several processes.</summary>
    public int Number => _descriptor.Number;

    /// <summary>One that was taken by another process, which has handed on its descriptor.</summary>
    public static PidFile Of(string path, Descriptor descriptor) => new(path, descriptor);

    /// <summary>Creates or takes over the file, locks it and writes this process' pid into it.</summary>
    public static PidFileResult Take(string path) => Take(path, ThisProcess.Id);

    /// <summary>Likewise with the pid of the process that others are to know.</summary>
    public static PidFileResult Take(string path, int processId)
    {
        while (true)
        {
            var number = LibC.open(path, LibC.O_RDWR | LibC.O_CREAT | LibC.O_CLOEXEC | LibC.O_NOCTTY, ReadableByAll);
            if (number < 0)
                return new PidFileResult.Failed(PosixException.Last(nameof(LibC.open), path));
            var descriptor = new Descriptor(number);
            var result = Lock(path, descriptor, processId);
            if (result is not PidFileResult.Taken)
                descriptor.Dispose();
            if (result is not null)
                return result;
        }
    }

    /// <summary>The pid in the file of a process that holds its lock now, 0 if the file does not say; null when nobody holds it.</summary>
    public static int? HolderOf(string path)
    {
        var number = LibC.open(path, LibC.O_RDONLY | LibC.O_CLOEXEC | LibC.O_NOCTTY, 0);
        if (number < 0)
            return null;
        using var descriptor = new Descriptor(number);
        var asked = new LibC.flock { type = LibC.F_WRLCK };
        if (LibC.fcntl_lock(descriptor.Number, LibC.F_OFD_GETLK, &asked) < 0)
            throw PosixException.Last("fcntl(F_OFD_GETLK)", path);
        return asked.type == LibC.F_UNLCK ? null : ReadProcessId(descriptor);
    }

    /// <summary>The pid that is written in somebody's pid file; 0 when it is no such file, or names none.</summary>
    public static int ReadProcessId(string path)
    {
        // Of another kind it could hang, or have no end.
        if (FileDescriptor.Open(path, FileAccessKind.Read, 0, out var descriptor) != 0 || descriptor is null)
            return 0;
        using (descriptor)
        {
            return FileStatus.Read(descriptor.Number, out var status) == 0 && status.Kind == FileKind.Regular
                ? ReadProcessId(descriptor)
                : 0;
        }
    }

    /// <summary>Another process is the one to be known from now on.</summary>
    public void Write(int processId) => _ = TryWrite(_descriptor, processId, Path);

    /// <summary>Removes the file while its lock is still held, then lets go of it.</summary>
    public void Dispose()
    {
        if (!_descriptor.IsOpen)
            return;
        if (IsStillNamed(Path, _descriptor))
            _ = LibC.unlink(Path);
        _descriptor.Dispose();
    }

    /// <summary>Null when the file was replaced while we were locking it and must be opened again.</summary>
    private static PidFileResult? Lock(string path, Descriptor descriptor, int processId)
    {
        var wanted = new LibC.flock { type = LibC.F_WRLCK };
        if (LibC.fcntl_lock(descriptor.Number, LibC.F_OFD_SETLK, &wanted) < 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            return errno is Errno.EAGAIN or Errno.EACCES
                ? new PidFileResult.HeldBy(ReadProcessId(descriptor))
                : new PidFileResult.Failed(new PosixException("fcntl(F_OFD_SETLK)", errno, path));
        }
        // Its last owner may have removed it between our open and our lock; a lock on a file without a name keeps nobody out.
        if (!IsStillNamed(path, descriptor))
            return null;
        return TryWrite(descriptor, processId, path) is { } failure
            ? new PidFileResult.Failed(failure)
            : new PidFileResult.Taken(new PidFile(path, descriptor));
    }

    private static PosixException? TryWrite(Descriptor descriptor, int processId, string path)
    {
        var text = Encoding.ASCII.GetBytes(processId.ToString(CultureInfo.InvariantCulture) + "\n");
        fixed (byte* bytes = text)
        {
            if (LibC.ftruncate(descriptor.Number, 0) < 0 || LibC.fchmod(descriptor.Number, ReadableByAll) < 0)
                return PosixException.Last("ftruncate, fchmod", path);
            return LibC.pwrite(descriptor.Number, bytes, (nuint)text.Length, 0) == text.Length
                ? null
                : PosixException.Last(nameof(LibC.pwrite), path);
        }
    }

    private static bool IsStillNamed(string path, Descriptor descriptor)
    {
        LibC.statx_t named;
        LibC.statx_t open;
        return LibC.statx(LibC.AT_FDCWD, path, 0, LibC.STATX_BASIC_STATS, &named) == 0
            && LibC.statx(descriptor.Number, "", LibC.AT_EMPTY_PATH, LibC.STATX_BASIC_STATS, &open) == 0
            && named.ino == open.ino
            && named.dev_major == open.dev_major
            && named.dev_minor == open.dev_minor;
    }

    private static int ReadProcessId(Descriptor descriptor)
    {
        const int Longest = 32;
        var buffer = stackalloc byte[Longest];
        var length = LibC.pread(descriptor.Number, buffer, Longest, 0);
        if (length <= 0)
            return 0;
        // Some write more lines, such as PostgreSQL.
        var text = Encoding.ASCII.GetString(buffer, (int)length).Split('\n')[0].Trim();
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0;
    }
}
