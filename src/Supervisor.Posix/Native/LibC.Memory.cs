using System.Runtime.InteropServices;

namespace Supervisor.Posix.Native;

/// <summary>Memory that is a file.</summary>
internal static unsafe partial class LibC
{
    public const uint MFD_CLOEXEC = 1;

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int memfd_create(string name, uint flags);
}
