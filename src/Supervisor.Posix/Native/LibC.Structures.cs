using System.Runtime.InteropServices;

namespace Supervisor.Posix.Native;

/// <summary>Structures as x86-64 and arm64 lay them out (both LP64; where glibc's layout differs between them, the kernel's statx is used).</summary>
internal static unsafe partial class LibC
{
    /// <summary>1024 bits, of which Linux uses the first 64.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct sigset_t
    {
        public fixed ulong bits[16];
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct sigaction_t
    {
        public nint handler;
        public sigset_t mask;
        public int flags;
        public nint restorer;
    }

    /// <summary>struct epoll_event is packed on x86-64 only (sys/epoll.h).</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    public struct epoll_event_x64
    {
        public uint events;
        public ulong data;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct epoll_event_arm64
    {
        public uint events;
        public ulong data;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct pollfd
    {
        public int fd;
        public short events;
        public short revents;
    }

    [StructLayout(LayoutKind.Sequential, Size = 128)]
    public struct siginfo_t
    {
        public int signo;
        public int errno;
        public int code;
        private readonly int pad;
        public int pid;
        public uint uid;
        public int status;
    }

    [StructLayout(LayoutKind.Sequential, Size = 128)]
    public struct signalfd_siginfo
    {
        public uint signo;
        public int errno;
        public int code;
        public uint pid;
        public uint uid;
    }

    /// <summary>Two 32-bit halves of each set, as capset(2) of version 3 reads them.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct capabilities_t
    {
        public uint effective0;
        public uint permitted0;
        public uint inheritable0;
        public uint effective1;
        public uint permitted1;
        public uint inheritable1;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct rlimit_t
    {
        public ulong soft;
        public ulong hard;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct timespec_t
    {
        public long seconds;
        public long nanoseconds;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct flock
    {
        public short type;
        public short whence;
        public long start;
        public long length;
        public int pid;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct passwd_t
    {
        public byte* name;
        public byte* password;
        public uint uid;
        public uint gid;
        public byte* comment;
        public byte* directory;
        public byte* shell;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct group_t
    {
        public byte* name;
        public byte* password;
        public uint gid;
        public byte** members;
    }

    [StructLayout(LayoutKind.Sequential, Size = 256)]
    public struct statx_t
    {
        public uint mask;
        public uint blksize;
        public ulong attributes;
        public uint nlink;
        public uint uid;
        public uint gid;
        public ushort mode;
        private readonly ushort spare;
        public ulong ino;
        public ulong size;
        public ulong blocks;
        public ulong attributes_mask;
        private fixed ulong times[6];
        public statx_timestamp_t mtime;
        public uint rdev_major;
        public uint rdev_minor;
        public uint dev_major;
        public uint dev_minor;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct statx_timestamp_t
    {
        public long seconds;
        public uint nanoseconds;
        private readonly int spare;
    }

    [StructLayout(LayoutKind.Sequential, Size = 120)]
    public struct statfs_t
    {
        public long type;
        public long bsize;
    }
}
