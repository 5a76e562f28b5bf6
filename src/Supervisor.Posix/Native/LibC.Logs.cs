using System.Runtime.InteropServices;

namespace Supervisor.Posix.Native;

/// <summary>What moving logs needs besides.</summary>
internal static unsafe partial class LibC
{
    public const short POLLPRI = 2;
    public const int MSG_DONTWAIT = 0x40;

    public const ushort S_IFMT = 0xF000;
    public const ushort S_IFIFO = 0x1000;
    public const ushort S_IFCHR = 0x2000;
    public const ushort S_IFDIR = 0x4000;
    public const ushort S_IFREG = 0x8000;
    public const ushort S_IFSOCK = 0xC000;

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint readlink(string path, byte* buffer, nuint size);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int fchown(int descriptor, uint owner, uint group);
}
