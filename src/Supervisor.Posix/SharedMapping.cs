using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>
/// A file that is memory: what is written there is in the page cache at once, and stays when the writer is killed the next moment. The
/// address range is reserved whole, so that the file can grow and no address changes. One process at a time holds its lock, and so does
/// every child of it between vfork and exec, which has its memory and with that the open file (fcntl(2), open file description locks).
/// </summary>
public sealed unsafe class SharedMapping : IDisposable
{
    private const uint OwnerOnly = 0b110_000_000;
    private const int PollInterval = 10;
    private readonly Descriptor _file;
    private readonly byte* _start;
    private readonly int _reserved;
    private readonly bool _isAnonymous;

    private SharedMapping(Descriptor file, byte* start, int reserved, int length, bool isAnonymous = false)
    {
        _isAnonymous = isAnonymous;
        _file = file;
        _start = start;
        _reserved = reserved;
        Length = length;
    }

    /// <summary>The descriptor's number, close-on-exec.</summary>
    public int Number => _file.Number;

    /// <summary>Bytes that may be touched: as many as the file has.</summary>
    public int Length { get; private set; }

    /// <summary>Opens or makes the file, readable for its owner alone.</summary>
    /// <param name="reserved">How large it can become, in bytes.</param>
    /// <returns>0 or the errno.</returns>
    public static int TryOpen(string path, int reserved, out SharedMapping? mapping)
    {
        mapping = null;
        var number = LibC.open(path, LibC.O_RDWR | LibC.O_CREAT | LibC.O_CLOEXEC | LibC.O_NOFOLLOW, OwnerOnly);
        if (number < 0)
            return Marshal.GetLastPInvokeError();
        return TryMap(new Descriptor(number), reserved, isAnonymous: false, out mapping);
    }

    /// <summary>
    /// Memory that has a descriptor in place of a name (memfd_create(2)): it lasts as long as somebody holds a copy of that. What was never
    /// touched takes no room.
    /// </summary>
    /// <param name="name">Shown in /proc; nobody can open it by that.</param>
    /// <returns>0 or the errno.</returns>
    public static int TryCreateAnonymous(string name, int reserved, out SharedMapping? mapping)
    {
        mapping = null;
        var number = LibC.memfd_create(name, LibC.MFD_CLOEXEC);
        return number < 0 ? Marshal.GetLastPInvokeError() : TryMap(new Descriptor(number), reserved, isAnonymous: true, out mapping);
    }

    /// <summary>Such memory, made by an earlier process.</summary>
    /// <param name="file">Owned from now on, and closed after a failure.</param>
    /// <returns>0 or the errno.</returns>
    public static int TryMapAnonymous(Descriptor file, int reserved, out SharedMapping? mapping) =>
        TryMap(file, reserved, isAnonymous: true, out mapping);

    /// <summary>The content of a file at this moment, in memory of its own.</summary>
    /// <returns>0 or the errno.</returns>
    public static int TryCopy(string path, out SharedMapping? copy)
    {
        copy = null;
        var number = LibC.open(path, LibC.O_RDONLY | LibC.O_CLOEXEC | LibC.O_NOFOLLOW, 0);
        if (number < 0)
            return Marshal.GetLastPInvokeError();
        var file = new Descriptor(number);
        var errno = FileStatus.Read(number, out var status);
        var length = (int)Math.Min(status.Size, int.MaxValue);
        // A private mapping may still change with the file, so it is read.
        var start =
            errno != 0
                ? null
                : LibC.mmap(
                    null,
                    (nuint)Math.Max(1, length),
                    LibC.PROT_READ | LibC.PROT_WRITE,
                    LibC.MAP_PRIVATE | LibC.MAP_ANONYMOUS,
                    -1,
                    0
                );
        if (errno == 0 && (nint)start == -1)
            errno = Marshal.GetLastPInvokeError();
        if (errno != 0)
        {
            file.Dispose();
            return errno;
        }
        var read = LibC.pread(number, (byte*)start, (nuint)length, 0);
        copy = new SharedMapping(file, (byte*)start, Math.Max(1, length), (int)Math.Max(0, read));
        return 0;
    }

    private static int TryMap(Descriptor file, int reserved, bool isAnonymous, out SharedMapping? mapping)
    {
        mapping = null;
        var errno = FileStatus.Read(file.Number, out var status);
        if (errno == 0 && status.Kind != FileKind.Regular)
            errno = Errno.EEXIST;
        var start = errno != 0 ? null : LibC.mmap(null, (nuint)reserved, LibC.PROT_READ | LibC.PROT_WRITE, LibC.MAP_SHARED, file.Number, 0);
        if (errno == 0 && (nint)start == -1)
            errno = Marshal.GetLastPInvokeError();
        if (errno != 0)
        {
            file.Dispose();
            return errno;
        }
        mapping = new SharedMapping(file, (byte*)start, reserved, (int)Math.Min(reserved, status.Size), isAnonymous);
        return 0;
    }

    /// <summary>Waits for the lock. False when somebody else still holds it after that time.</summary>
    public bool TryLock(TimeSpan patience)
    {
        for (var waited = 0; ; waited += PollInterval)
        {
            var wanted = new LibC.flock { type = LibC.F_WRLCK };
            if (LibC.fcntl_lock(_file.Number, LibC.F_OFD_SETLK, &wanted) == 0)
                return true;
            if (waited >= patience.TotalMilliseconds)
                return false;
            _ = LibC.poll(null, 0, PollInterval);
        }
    }

    /// <summary>
    /// Makes the file at least this long, with room for every byte: a page of a mapping that the file system has no room for would be a
    /// deadly SIGBUS when it is touched (mmap(2)).
    /// </summary>
    /// <returns>0 or the errno: ENOSPC when there is no room, EFBIG beyond what was reserved.</returns>
    public int Grow(int length)
    {
        if (length <= Length)
            return 0;
        if (length > _reserved)
            return Errno.EFBIG;
        var errno = _isAnonymous ? Extend(length) : LibC.posix_fallocate(_file.Number, Length, length - Length);
        if (errno == 0)
            Length = length;
        return errno;
    }

    /// <summary>Of memory there is no file system that could be full.</summary>
    private int Extend(int length) => LibC.ftruncate(_file.Number, length) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>A part of it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The part lies beyond <see cref="Length"/>.</exception>
    public Span<byte> At(int offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)offset + length, Length, nameof(length));
        return new Span<byte>(_start + offset, length);
    }

    public void Dispose()
    {
        if (!_file.IsOpen)
            return;
        _ = LibC.munmap(_start, (nuint)_reserved);
        _file.Dispose();
    }

    internal void* CellAt(int offset, int length)
    {
        _ = At(offset, length);
        return _start + offset;
    }
}
