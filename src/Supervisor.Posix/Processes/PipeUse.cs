using System.Globalization;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>An end of a pipe that a process has open.</summary>
/// <param name="Inode">The pipe's: it is one of a kind as long as the pipe is open anywhere (pipe(7), pipefs).</param>
public readonly record struct PipeUse(ulong Inode, bool Reads, bool Writes)
{
    private const string Prefix = "pipe:[";
    private const uint OwnerReads = 0x100;
    private const uint OwnerWrites = 0x80;

    /// <summary>All that a process has open; nothing where it may not be looked at (ptrace(2), PTRACE_MODE_READ_FSCREDS) or has ended.</summary>
    public static IReadOnlyList<PipeUse> Of(int processId)
    {
        var uses = new List<PipeUse>();
        try
        {
            foreach (var entry in Directory.EnumerateFileSystemEntries($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/fd"))
            {
                if (SymbolicLink.Read(entry) is { } target && target.StartsWith(Prefix, StringComparison.Ordinal))
                    Add(uses, entry, target);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // What has been seen so far is true all the same.
        }
        return uses;
    }

    /// <summary>The inode of the pipe that a descriptor of this process is an end of; 0 when it is none.</summary>
    public static ulong InodeOf(int descriptor) =>
        FileStatus.Read(descriptor, out var status) == 0 && status.Kind == FileKind.Fifo ? status.Inode : 0;

    /// <summary>The mode of the link in /proc/PID/fd shows how the file was opened (proc(5)).</summary>
    private static unsafe void Add(List<PipeUse> uses, string entry, string target)
    {
        LibC.statx_t link;
        if (
            ulong.TryParse(target.AsSpan(Prefix.Length).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out var inode)
            && LibC.statx(LibC.AT_FDCWD, entry, LibC.AT_SYMLINK_NOFOLLOW, LibC.STATX_BASIC_STATS, &link) == 0
        )
            uses.Add(new PipeUse(inode, (link.mode & OwnerReads) != 0, (link.mode & OwnerWrites) != 0));
    }
}
