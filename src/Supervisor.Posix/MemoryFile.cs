using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>
/// Memory that has a descriptor (memfd_create(2)): whoever holds a copy of that keeps the memory when the process that wrote it is killed.
/// The address range is reserved whole, so that the file can grow and no address changes; what was never touched takes no memory.
/// </summary>
public sealed unsafe class MemoryFile : IDisposable
{
    private readonly Descriptor _file;
    private readonly byte* _start;
    private readonly int _reserved;

    private MemoryFile(Descriptor file, byte* start, int reserved, int length)
    {
        _file = file;
        _start = start;
        _reserved = reserved;
        Length = length;
    }

    /// <summary>The descriptor's number, close-on-exec.</summary>
    public int Number => _file.Number;

    /// <summary>Bytes that may be touched: as many as the file has.</summary>
    public int Length { get; private set; }

    /// <summary>A new one, empty.</summary>
    /// <param name="name">Shown in /proc; nobody can open it by that.</param>
    /// <param name="reserved">How large it can become, in bytes.</param>
    /// <returns>0 or the errno.</returns>
    public static int TryCreate(string name, int reserved, out MemoryFile? memory)
    {
        memory = null;
        var number = LibC.memfd_create(name, LibC.MFD_CLOEXEC);
        return number < 0 ? Marshal.GetLastPInvokeError() : TryMap(new Descriptor(number), reserved, out memory);
    }

    /// <summary>One that was there before.</summary>
    /// <param name="file">Owned from now on, and closed after a failure.</param>
    /// <returns>0 or the errno.</returns>
    public static int TryMap(Descriptor file, int reserved, out MemoryFile? memory)
    {
        memory = null;
        var errno = FileStatus.Read(file.Number, out var status);
        var start = errno != 0 ? null : LibC.mmap(null, (nuint)reserved, LibC.PROT_READ | LibC.PROT_WRITE, LibC.MAP_SHARED, file.Number, 0);
        if (errno == 0 && (nint)start == -1)
            errno = Marshal.GetLastPInvokeError();
        if (errno != 0)
        {
            file.Dispose();
            return errno;
        }
        memory = new MemoryFile(file, (byte*)start, reserved, (int)Math.Min(reserved, status.Size));
        return 0;
    }

    /// <summary>Makes it at least this long; what is new is zero.</summary>
    /// <returns>0 or the errno: EFBIG beyond what was reserved.</returns>
    public int Grow(int length)
    {
        if (length <= Length)
            return 0;
        if (length > _reserved)
            return Errno.EFBIG;
        if (LibC.ftruncate(_file.Number, length) < 0)
            return Marshal.GetLastPInvokeError();
        Length = length;
        return 0;
    }

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
}
