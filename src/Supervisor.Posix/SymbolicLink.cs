using System.Text;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>symlink(7).</summary>
public static class SymbolicLink
{
    private const int LongestPath = 4096;

    /// <summary>readlink(2): where a link leads, without going there.</summary>
    /// <returns>Null when it is no link or cannot be read.</returns>
    public static unsafe string? Read(string path)
    {
        var buffer = stackalloc byte[LongestPath];
        var length = LibC.readlink(path, buffer, LongestPath);
        return length >= 0 ? Encoding.UTF8.GetString(buffer, (int)length) : null;
    }
}
