using System.Runtime.InteropServices;

namespace Supervisor.Posix.Native;

/// <summary>Locks of whole files, directories among them.</summary>
internal static unsafe partial class LibC
{
    public const int LOCK_EX = 2;
    public const int LOCK_NB = 4;

    [LibraryImport(Library, SetLastError = true, EntryPoint = "flock")]
    public static partial int flock_file(int descriptor, int operation);
}
