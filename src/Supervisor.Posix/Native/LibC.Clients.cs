using System.Runtime.InteropServices;

namespace Supervisor.Posix.Native;

/// <summary>What a client of a server needs besides connecting.</summary>
internal static unsafe partial class LibC
{
    public const int SHUT_RDWR = 2;
    public const short POLLHUP = 0x10;

    [LibraryImport(Library, SetLastError = true)]
    public static partial int shutdown(int descriptor, int how);
}
