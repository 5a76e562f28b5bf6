using System.Runtime.InteropServices;

namespace Supervisor.Posix.Native;

/// <summary>Making, removing and locking directories.</summary>
internal static unsafe partial class LibC
{
    public const int LOCK_EX = 2;
    public const int LOCK_NB = 4;

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mkdir(string path, uint mode);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int rmdir(string path);

    [LibraryImport(Library, SetLastError = true, EntryPoint = "flock")]
    public static partial int flock_file(int descriptor, int operation);
}
