using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>Changes to names in directories. Each answers with 0 or the errno, because a missing or foreign file is an everyday matter.</summary>
public static class DirectoryEntries
{
    /// <summary>rename(2): replaces <paramref name="to"/> in one step.</summary>
    public static int Rename(string from, string to) => LibC.rename(from, to) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>unlink(2).</summary>
    public static int Remove(string path) => LibC.unlink(path) == 0 ? 0 : Marshal.GetLastPInvokeError();
}
