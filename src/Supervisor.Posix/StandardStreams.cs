using System.Runtime.InteropServices;
using System.Text;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>Descriptors 0, 1 and 2, without System.Console, which would install signal handlers.</summary>
public static unsafe class StandardStreams
{
    private const uint NullDeviceMajor = 1;
    private const uint NullDeviceMinor = 3;
    private const uint CharacterDevice = 0x2000;
    private const uint TypeMask = 0xF000;

    public static void WriteOutput(string text) => Write(1, text);

    public static void WriteError(string text) => Write(2, text);

    /// <summary>True when the descriptor is a terminal (isatty(3)).</summary>
    public static bool IsTerminal(int descriptor) => LibC.isatty(descriptor) == 1;

    /// <summary>Opens those of 0, 1 and 2 that are closed on the null device, so that no other file gets such a number.</summary>
    public static void FillGaps()
    {
        for (var number = 0; number <= 2; number++)
        {
            if (LibC.fcntl(number, LibC.F_GETFD, 0) >= 0)
                continue;
            // The lowest free number is the one that is missing.
            if (LibC.open("/dev/null", LibC.O_RDWR, 0) < 0)
                throw PosixException.Last(nameof(LibC.open), "/dev/null");
        }
    }

    /// <summary>The null device for reading and writing, closed by exec and above the standard numbers.</summary>
    public static Descriptor OpenNullDevice()
    {
        var number = LibC.open("/dev/null", LibC.O_RDWR | LibC.O_CLOEXEC, 0);
        if (number < 0)
            throw PosixException.Last(nameof(LibC.open), "/dev/null");
        var device = new Descriptor(number);
        LibC.statx_t status;
        if (LibC.statx(number, "", LibC.AT_EMPTY_PATH, LibC.STATX_BASIC_STATS, &status) < 0)
            throw PosixException.Last(nameof(LibC.statx), "/dev/null");
        if ((status.mode & TypeMask) == CharacterDevice && status.rdev_major == NullDeviceMajor && status.rdev_minor == NullDeviceMinor)
            return device;
        device.Dispose();
        throw new PosixException("/dev/null is not the null device", Errno.ENODEV);
    }

    private static void Write(int descriptor, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* start = bytes)
        {
            var written = 0;
            while (written < bytes.Length)
            {
                var count = LibC.write(descriptor, start + written, (nuint)(bytes.Length - written));
                if (count >= 0)
                    written += (int)count;
                else if (!MayGoOn(descriptor, Marshal.GetLastPInvokeError()))
                    return;
            }
        }
    }

    /// <summary>A terminal or pipe that somebody else set non-blocking is waited for; one that is gone has no reader to miss anything.</summary>
    private static bool MayGoOn(int descriptor, int errno)
    {
        if (errno == Errno.EINTR)
            return true;
        if (errno != Errno.EAGAIN)
            return false;
        var waiting = new LibC.pollfd { fd = descriptor, events = LibC.POLLOUT };
        return LibC.poll(&waiting, 1, -1) >= 0 || Marshal.GetLastPInvokeError() == Errno.EINTR;
    }
}
