using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>
/// A file, terminal or FIFO that is written at its end (O_APPEND, so that a file truncated by others is followed). Every operation
/// answers with 0 or the errno: a full disk is an everyday matter for a log.
/// </summary>
public sealed unsafe class AppendedFile : IDisposable
{
    /// <summary>S_IFMT and S_IFREG of inode(7).</summary>
    private const ushort FileTypeMask = 0xF000;
    private const ushort RegularFile = 0x8000;

    private const uint ReadWriteForAll = 0b110_110_110;
    private readonly Descriptor _descriptor;

    private AppendedFile(Descriptor descriptor) => _descriptor = descriptor;

    /// <summary>False for a terminal, FIFO or device: it has no size and cannot be rotated.</summary>
    public bool IsRegular { get; private set; }

    /// <summary>Bytes, as of the last <see cref="Look"/>; 0 when not regular.</summary>
    public long Size { get; private set; }

    /// <summary>True when the last <see cref="Look"/> found a regular file without a name: what is written to it is lost.</summary>
    public bool IsRemoved { get; private set; }

    /// <summary>Opens or creates it with mode 0666 less the umask. A FIFO without a reader answers ENXIO instead of waiting for one.</summary>
    public static int TryOpen(string path, out AppendedFile? file)
    {
        file = null;
        const int Flags = LibC.O_WRONLY | LibC.O_APPEND | LibC.O_CREAT | LibC.O_CLOEXEC | LibC.O_NOCTTY | LibC.O_NONBLOCK;
        int number;
        do number = LibC.open(path, Flags, ReadWriteForAll);
        while (number < 0 && Marshal.GetLastPInvokeError() == Errno.EINTR);
        if (number < 0)
            return Marshal.GetLastPInvokeError();

        var opened = new AppendedFile(new Descriptor(number));
        var errno = opened.Look();
        // O_NONBLOCK was only for open(2) itself; the open file is this object's own, so nobody else sees the flag go.
        if (errno == 0 && LibC.fcntl(number, LibC.F_SETFL, LibC.O_APPEND) < 0)
            errno = Marshal.GetLastPInvokeError();
        if (errno != 0)
        {
            opened.Dispose();
            return errno;
        }
        file = opened;
        return 0;
    }

    /// <summary>Asks the kernel for <see cref="Size"/> and <see cref="IsRemoved"/>.</summary>
    public int Look()
    {
        LibC.statx_t facts;
        if (LibC.statx(_descriptor.Number, "", LibC.AT_EMPTY_PATH, LibC.STATX_BASIC_STATS, &facts) < 0)
            return Marshal.GetLastPInvokeError();
        IsRegular = (facts.mode & FileTypeMask) == RegularFile;
        Size = IsRegular ? (long)facts.size : 0;
        IsRemoved = IsRegular && facts.nlink == 0;
        return 0;
    }

    /// <inheritdoc cref="DescriptorOutput.WriteAll"/>
    public int WriteAll(ReadOnlySpan<byte> bytes, out int written) => DescriptorOutput.WriteAll(_descriptor.Number, bytes, out written);

    /// <summary>Makes it empty.</summary>
    public int Truncate() => LibC.ftruncate(_descriptor.Number, 0) == 0 ? 0 : Marshal.GetLastPInvokeError();

    public void Dispose() => _descriptor.Dispose();
}
