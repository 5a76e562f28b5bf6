using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Supervisor.Posix.Native;

/// <summary>Messages with descriptors (unix(7), cmsg(3)).</summary>
internal static unsafe partial class LibC
{
    public const int SCM_RIGHTS = 1;
    public const int SOL_SOCKET = 1;
    public const int MSG_CMSG_CLOEXEC = 0x40000000;

    [LibraryImport(Library, SetLastError = true)]
    public static partial int socketpair(int domain, int type, int protocol, int* descriptors);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int accept4(int socket, void* address, uint* length, int flags);

    [LibraryImport(Library, SetLastError = true)]
    public static partial nint sendmsg(int descriptor, msghdr_t* message, int flags);

    [LibraryImport(Library, SetLastError = true)]
    public static partial nint recvmsg(int descriptor, msghdr_t* message, int flags);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int bind(int descriptor, void* address, uint length);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int listen(int descriptor, int backlog);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int setsockopt(int descriptor, int level, int name, void* value, uint length);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int getsockopt(int descriptor, int level, int name, void* value, uint* length);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int chmod(string path, uint mode);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int chown(string path, uint owner, uint group);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int inotify_init1(int flags);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int inotify_add_watch(int descriptor, string path, uint mask);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int inotify_rm_watch(int descriptor, int watch);

    [StructLayout(LayoutKind.Sequential)]
    [SuppressMessage("Style", "IDE1006:Naming Styles", Justification = "The name and the fields are libc's.")]
    public struct iovec_t
    {
        public byte* data;
        public nuint length;
    }

    /// <summary>The same on every 64-bit Linux with glibc: int fields are padded to 8 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    [SuppressMessage("Style", "IDE1006:Naming Styles", Justification = "The name and the fields are libc's.")]
    public struct msghdr_t
    {
        public void* name;
        public uint namelen;
        public iovec_t* iov;
        public nuint iovlen;
        public void* control;
        public nuint controllen;
        public int flags;
    }

    [StructLayout(LayoutKind.Sequential)]
    [SuppressMessage("Style", "IDE1006:Naming Styles", Justification = "The name and the fields are libc's.")]
    public struct cmsghdr_t
    {
        public nuint len;
        public int level;
        public int type;
    }
}
