using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>Changes to names in directories. Each answers with 0 or the errno, because a missing or foreign file is an everyday matter.</summary>
public static class DirectoryEntries
{
    private const uint OwnerOnly = 0b111_000_000;

    /// <summary>rename(2): replaces <paramref name="to"/> in one step.</summary>
    public static int Rename(string from, string to) => LibC.rename(from, to) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>mkdir(2) for its owner alone. One that is there stays as it is, and must be ours or root's.</summary>
    /// <returns>0, or the errno: EACCES when it is another's, who could put anything there.</returns>
    public static int MakePrivate(string path)
    {
        if (LibC.mkdir(path, OwnerOnly) == 0)
            return 0;
        var errno = Marshal.GetLastPInvokeError();
        if (errno != Errno.EEXIST)
            return errno;
        if (FileStatus.Read(path, out var status) != 0 || status.Kind != FileKind.Directory)
            return errno;
        return status.Owner == ThisProcess.UserId || status.Owner == 0 ? 0 : Errno.EACCES;
    }

    /// <summary>rmdir(2).</summary>
    public static int RemoveDirectory(string path) => LibC.rmdir(path) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>unlink(2).</summary>
    public static int Remove(string path) => LibC.unlink(path) == 0 ? 0 : Marshal.GetLastPInvokeError();
}
