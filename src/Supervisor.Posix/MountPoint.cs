namespace Supervisor.Posix;

/// <summary>One line of /proc/self/mountinfo.</summary>
/// <param name="Path">Where it is mounted.</param>
/// <param name="Device">"major:minor", one for each instance of a file system however often it is mounted.</param>
/// <param name="FileSystem">The type, "ext4" or "fuse.sshfs".</param>
public sealed record MountPoint(string Path, string Device, string FileSystem)
{
    private static readonly HashSet<string> RemoteFileSystems = new(StringComparer.Ordinal)
    {
        "9p",
        "afs",
        "autofs",
        "beegfs",
        "ceph",
        "cifs",
        "coda",
        "gfs2",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "ocfs2",
        "orangefs",
        "smb3",
        "smbfs",
        "virtiofs",
    };

    /// <summary>Whether using it can wait for another machine or program, without end when that is gone. All of FUSE can.</summary>
    public bool IsRemote => RemoteFileSystems.Contains(FileSystem) || FileSystem.StartsWith("fuse", StringComparison.Ordinal);
}
