using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>What is done to a log file by its name, without being caught by what else can have that name (a FIFO, a terminal, a device).</summary>
public static class LogFile
{
    /// <summary>Opens a regular file for reading.</summary>
    /// <returns>0, or the errno; EISDIR for a directory, EINVAL for what is no file.</returns>
    public static int TryOpenForReading(string path, out Descriptor? file) => TryOpen(path, LibC.O_RDONLY, out file);

    /// <summary>Makes a regular file empty.</summary>
    /// <returns>As <see cref="TryOpenForReading"/>.</returns>
    public static int Truncate(string path)
    {
        var errno = TryOpen(path, LibC.O_WRONLY, out var file);
        if (errno != 0)
            return errno;
        using (file)
            return FileDescriptor.Truncate(file!.Number, 0);
    }

    private static int TryOpen(string path, int access, out Descriptor? file)
    {
        file = null;
        // O_NONBLOCK: opening a FIFO would wait for its other end (open(2)). It means nothing for regular files.
        var number = LibC.open(path, access | LibC.O_CLOEXEC | LibC.O_NOCTTY | LibC.O_NONBLOCK, 0);
        if (number < 0)
        {
            // A FIFO that nobody reads, or a socket (open(2)).
            var problem = Marshal.GetLastPInvokeError();
            return problem == Errno.ENXIO ? Errno.EINVAL : problem;
        }
        var opened = new Descriptor(number);
        var errno = FileStatus.Read(number, out var status);
        if (errno == 0 && status.Kind != FileKind.Regular)
            errno = status.Kind == FileKind.Directory ? Errno.EISDIR : Errno.EINVAL;
        if (errno == 0)
            file = opened;
        else
            opened.Dispose();
        return errno;
    }
}
