using System.Runtime.InteropServices;

namespace Supervisor.Posix.Native;

/// <summary>Constants of the kernel's headers. Those that differ between x86-64 and arm64 are chosen when the program starts.</summary>
internal static unsafe partial class LibC
{
    public const int O_RDONLY = 0;
    public const int O_WRONLY = 1;
    public const int O_RDWR = 2;
    public const int O_CREAT = 0x40;
    public const int O_EXCL = 0x80;
    public const int O_NOCTTY = 0x100;
    public const int O_TRUNC = 0x200;
    public const int O_APPEND = 0x400;
    public const int O_NONBLOCK = 0x800;
    public const int O_CLOEXEC = 0x80000;

    /// <summary>asm/fcntl.h of arm64 swaps O_DIRECTORY with O_DIRECT.</summary>
    public static int O_DIRECTORY => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x4000 : 0x10000;

    public const int SEEK_SET = 0;
    public const int SEEK_CUR = 1;
    public const int SEEK_END = 2;

    public const int F_GETFD = 1;
    public const int F_SETFD = 2;
    public const int F_GETFL = 3;
    public const int F_SETFL = 4;
    public const int F_OFD_GETLK = 36;
    public const int F_OFD_SETLK = 37;
    public const int F_DUPFD_CLOEXEC = 1030;
    public const int F_SETPIPE_SZ = 1031;
    public const int F_GETPIPE_SZ = 1032;
    public const int FD_CLOEXEC = 1;
    public const short F_WRLCK = 1;
    public const short F_UNLCK = 2;
    public const uint FIONREAD = 0x541B;
    public const uint TIOCNOTTY = 0x5422;

    public const uint SPLICE_F_MOVE = 1;
    public const uint SPLICE_F_NONBLOCK = 2;
    public const int EFD_CLOEXEC = O_CLOEXEC;
    public const int EFD_NONBLOCK = O_NONBLOCK;

    public const int AT_FDCWD = -100;
    public const int AT_EMPTY_PATH = 0x1000;
    public const int AT_SYMLINK_NOFOLLOW = 0x100;
    public const uint STATX_BASIC_STATS = 0x7ff;
    public const int X_OK = 1;
    public const int F_OK = 0;

    public const int EPOLL_CLOEXEC = O_CLOEXEC;

    public const int MADV_DONTNEED = 4;
    public const int EPOLL_CTL_ADD = 1;
    public const int EPOLL_CTL_DEL = 2;
    public const int EPOLL_CTL_MOD = 3;

    public const int SFD_CLOEXEC = O_CLOEXEC;
    public const int SFD_NONBLOCK = O_NONBLOCK;
    public const int SIG_BLOCK = 0;
    public const int SIG_UNBLOCK = 1;
    public const int SIG_SETMASK = 2;

    public const int CLOCK_REALTIME = 0;
    public const int CLOCK_BOOTTIME = 7;

    public const int P_ALL = 0;
    public const int P_PID = 1;
    public const int WNOHANG = 1;
    public const int WEXITED = 4;
    public const int WNOWAIT = 0x01000000;
    public const int CLD_EXITED = 1;
    public const int CLD_KILLED = 2;
    public const int CLD_DUMPED = 3;

    public const int PR_SET_PDEATHSIG = 1;
    public const int PR_SET_CHILD_SUBREAPER = 36;
    public const int PR_SET_NO_NEW_PRIVS = 38;
    public const int PR_CAPBSET_DROP = 24;

    /// <summary>capset(2): the version with 64-bit sets, and the highest capability that could be in them.</summary>
    public const uint _LINUX_CAPABILITY_VERSION_3 = 0x20080522;
    public const int HighestCapability = 63;

    public const int AF_UNIX = 1;
    public const int AF_INET = 2;
    public const int AF_INET6 = 10;
    public const int IPPROTO_IPV6 = 41;
    public const int IPV6_V6ONLY = 26;
    public const int SO_REUSEADDR = 2;
    public const int SO_ACCEPTCONN = 30;

    /// <summary>linux/un.h: opens the file that a local socket is bound to.</summary>
    public const nuint SIOCUNIXFILE = 0x89E0;
    public const uint IN_ATTRIB = 0x4;
    public const uint IN_MOVE_SELF = 0x800;
    public const uint IN_DELETE_SELF = 0x400;
    public const int IN_NONBLOCK = O_NONBLOCK;
    public const int IN_CLOEXEC = O_CLOEXEC;
    public const int SOCK_STREAM = 1;
    public const int SOCK_DGRAM = 2;
    public const int SOCK_CLOEXEC = O_CLOEXEC;
    public const int SOCK_NONBLOCK = O_NONBLOCK;
    public const int MSG_NOSIGNAL = 0x4000;

    public const int POLLIN = 1;
    public const int POLLOUT = 4;

    /// <summary>System call numbers: arm64 uses the generic table (asm-generic/unistd.h), x86-64 its own.</summary>
    public static class SystemCall
    {
        private static bool IsArm => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
        public static int Setgroups => IsArm ? 159 : 116;
        public static int Setresuid => IsArm ? 147 : 117;
        public static int Setresgid => IsArm ? 149 : 119;
        public static int Capset => IsArm ? 91 : 126;
        public static int Prctl => IsArm ? 167 : 157;
        public static int Getpid => IsArm ? 172 : 39;
        public static int ClockGettime => IsArm ? 113 : 228;
        public static int Openat => IsArm ? 56 : 257;
        public static int Write => IsArm ? 64 : 1;

        /// <summary>System calls since Linux 5.3 have one number on all architectures.</summary>
        public const int PidfdOpen = 434;
        public const int PidfdSendSignal = 424;
        public const int CloseRange = 436;
        public const int PidfdGetfd = 438;
    }

    public const uint PIDFD_SIGNAL_PROCESS_GROUP = 4;
    public const uint CLOSE_RANGE_CLOEXEC = 4;

    /// <summary>f_type values of statfs(2) whose writes can wait for a machine or a program elsewhere.</summary>
    public const long NFS_SUPER_MAGIC = 0x6969;
    public const long SMB_SUPER_MAGIC = 0x517B;
    public const long SMB2_SUPER_MAGIC = 0xFE534D42;
    public const long CIFS_SUPER_MAGIC = 0xFF534D42;
    public const long FUSE_SUPER_MAGIC = 0x65735546;
    public const long V9FS_MAGIC = 0x01021997;
    public const long CEPH_SUPER_MAGIC = 0x00C36400;
    public const long AFS_SUPER_MAGIC = 0x5346414F;
    public const long CODA_SUPER_MAGIC = 0x73757245;
    public const long GFS2_MAGIC = 0x01161970;
    public const long OCFS2_SUPER_MAGIC = 0x7461636F;
    public const long LUSTRE_SUPER_MAGIC = 0x0BD00BD0;
}
