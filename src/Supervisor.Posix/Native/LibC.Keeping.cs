using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Supervisor.Posix.Native;

/// <summary>What outliving a process needs: pidfds, memory of files, descriptors of others.</summary>
internal static unsafe partial class LibC
{
    public const int PROT_READ = 1;
    public const int PROT_WRITE = 2;
    public const int MAP_SHARED = 1;
    public const int MAP_PRIVATE = 2;
    public const int MAP_ANONYMOUS = 0x20;

    public static int O_NOFOLLOW => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x8000 : 0x20000;

    /// <summary>_IOWR(0xFF, 11, 72 bytes).</summary>
    public const nuint PIDFD_GET_INFO = 0xC048FF0B;

    [LibraryImport(Library, SetLastError = true)]
    public static partial void* mmap(void* address, nuint length, int protection, int flags, int descriptor, long offset);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int munmap(void* address, nuint length);

    /// <summary>Returns the error number itself (posix_fallocate(3)).</summary>
    [LibraryImport(Library)]
    public static partial int posix_fallocate(int descriptor, long offset, long length);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mkdir(string path, uint mode);

    [LibraryImport(Library)]
    public static partial void _exit(int status);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int rmdir(string path);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int getsockname(int descriptor, void* address, uint* length);

    /// <summary>linux/pidfd.h, as of Linux 6.16.</summary>
    [StructLayout(LayoutKind.Sequential)]
    [SuppressMessage("Style", "IDE1006:Naming Styles", Justification = "The name and the fields are the kernel's.")]
    public struct pidfd_info
    {
        public ulong mask;
        public ulong cgroupid;
        public uint pid;
        public uint tgid;
        public uint ppid;
        public fixed uint ids[8];
        public int exit_code;
        public uint coredump_mask;
        public uint coredump_signal;
    }
}
