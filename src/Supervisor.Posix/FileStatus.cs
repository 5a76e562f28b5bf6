using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>What statx(2) says about a file. Device and inode together are its identity.</summary>
/// <param name="Mode">Permission bits only.</param>
/// <param name="Links">Names that the file has; 0 once it was deleted while open.</param>
public readonly record struct FileStatus(ulong Device, ulong Inode, FileKind Kind, uint Mode, uint Links, long Size, uint Owner, uint Group)
{
    private const uint PermissionBits = 0xFFF;
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const int MajorShift = 32;

    /// <summary>When its content last changed, in nanoseconds since 1970.</summary>
    public long WrittenAt { get; init; }

    public bool IsSameFile(in FileStatus other) => Device == other.Device && Inode == other.Inode;

    /// <summary>Of the file that a path leads to, links followed.</summary>
    /// <returns>0 or the errno.</returns>
    public static int Read(string path, out FileStatus status) => Read(LibC.AT_FDCWD, path, 0, out status);

    /// <summary>Of what has the name itself, be it a link.</summary>
    /// <returns>0 or the errno.</returns>
    public static int ReadUnfollowed(string path, out FileStatus status) => Read(LibC.AT_FDCWD, path, LibC.AT_SYMLINK_NOFOLLOW, out status);

    /// <summary>Of an open file.</summary>
    /// <returns>0 or the errno.</returns>
    public static int Read(int descriptor, out FileStatus status) => Read(descriptor, "", LibC.AT_EMPTY_PATH, out status);

    private static unsafe int Read(int directory, string path, int flags, out FileStatus status)
    {
        LibC.statx_t result;
        if (LibC.statx(directory, path, flags, LibC.STATX_BASIC_STATS, &result) < 0)
        {
            status = default;
            return Marshal.GetLastPInvokeError();
        }
        status = new FileStatus(
            ((ulong)result.dev_major << MajorShift) | result.dev_minor,
            result.ino,
            KindOf(result.mode),
            result.mode & PermissionBits,
            result.nlink,
            (long)result.size,
            result.uid,
            result.gid
        )
        {
            WrittenAt = (result.mtime.seconds * NanosecondsPerSecond) + result.mtime.nanoseconds,
        };
        return 0;
    }

    private static FileKind KindOf(ushort mode) =>
        (ushort)(mode & LibC.S_IFMT) switch
        {
            LibC.S_IFREG => FileKind.Regular,
            LibC.S_IFDIR => FileKind.Directory,
            LibC.S_IFCHR => FileKind.CharacterDevice,
            LibC.S_IFIFO => FileKind.Fifo,
            LibC.S_IFSOCK => FileKind.Socket,
            _ => FileKind.Other,
        };
}
