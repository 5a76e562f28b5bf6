using System.Runtime.InteropServices;

namespace Supervisor.Posix.Native;

/// <summary>What keeping files over a power cut needs besides.</summary>
internal static partial class LibC
{
    [LibraryImport(Library, SetLastError = true)]
    public static partial int fsync(int descriptor);
}
