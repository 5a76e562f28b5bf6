using System.Globalization;
using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>
/// A group of the cgroup 2 hierarchy (cgroups(7)), used for one thing: its members' children are members, whatever they do to their process
/// group, session, descriptors or environment. Needs no controllers.
/// </summary>
/// <param name="Path">Its directory.</param>
public sealed record ControlGroup(string Path)
{
    private const string MountTable = "/proc/self/mountinfo";
    private const string OwnGroups = "/proc/self/cgroup";
    private const uint ForItsOwner = 0x1ED;

    private readonly string _membersPath = Path + "/cgroup.procs";

    /// <summary>The group of this process; null when no cgroup 2 hierarchy is mounted, or the mount does not show the group.</summary>
    public static ControlGroup? OfThisProcess()
    {
        try
        {
            return Find(KernelFile.ReadText(MountTable), KernelFile.ReadText(OwnGroups)) is { } path ? new ControlGroup(path) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public ControlGroup Child(string name) => new($"{Path}/{name}");

    /// <summary>Makes its directory; one that is there already will do.</summary>
    /// <returns>0 or the errno.</returns>
    public int Create() =>
        LibC.mkdir(Path, ForItsOwner) == 0 || Marshal.GetLastPInvokeError() == Errno.EEXIST ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>Removes it, which only an empty group can be.</summary>
    /// <returns>0 or the errno: EBUSY while it has members or groups beneath it.</returns>
    public int Remove() => LibC.rmdir(Path) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>Opens the file into which a process writes "0" to become a member. Allocates nothing.</summary>
    /// <param name="members">To be closed with <see cref="PipeEnd.Close"/>; −1 after an error.</param>
    /// <returns>0 or the errno.</returns>
    public int OpenForJoining(out int members)
    {
        members = LibC.open(_membersPath, LibC.O_WRONLY | LibC.O_CLOEXEC, 0);
        return members >= 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>
    /// False when nobody lives in it or beneath it; zombies do not count. A group that is not there has no members.
    /// </summary>
    public bool HasMembers()
    {
        const string Populated = "populated 1";
        return Read("cgroup.events").Contains(Populated, StringComparison.Ordinal);
    }

    /// <summary>The members of it and of all groups beneath it that this pid namespace sees.</summary>
    public IReadOnlyList<int> Members()
    {
        var members = new List<int>();
        AddMembers(members);
        return members;
    }

    /// <summary>SIGKILL to all members at once, also to those that are just being made (Linux 5.14).</summary>
    /// <returns>0 or the errno: ENOENT on older kernels.</returns>
    public int Kill()
    {
        var errno = FileDescriptor.Open(Path + "/cgroup.kill", FileAccessKind.Write, 0, out var file);
        if (file is null)
            return errno;
        using (file)
            return FileDescriptor.Write(file.Number, "1"u8).Errno;
    }

    /// <summary>Locks its directory as long as the descriptor is open (flock(2)); null when another has it locked, or it is not there.</summary>
    public Descriptor? TryLock()
    {
        if (FileDescriptor.Open(Path, FileAccessKind.Read, 0, out var directory) != 0 || directory is null)
            return null;
        if (LibC.flock_file(directory.Number, LibC.LOCK_EX | LibC.LOCK_NB) == 0)
            return directory;
        directory.Dispose();
        return null;
    }

    /// <summary>The groups right beneath it.</summary>
    public IReadOnlyList<ControlGroup> Children()
    {
        try
        {
            return [.. Directory.EnumerateDirectories(Path).Select(path => new ControlGroup(path))];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The last component of its path.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The directory of the process' group: its path in the hierarchy below where the hierarchy, or a part of it, is mounted.</summary>
    internal static string? Find(string mountInfo, string ownGroups)
    {
        // The hierarchy of version 2 has the number 0 and no controllers in this file (cgroups(7)).
        const string Marker = "0::";
        var own = Array.Find(ownGroups.Split('\n'), line => line.StartsWith(Marker, StringComparison.Ordinal))?[Marker.Length..];
        // A group outside of the cgroup namespace shows as "/..".
        if (own is null || own.StartsWith("/..", StringComparison.Ordinal))
            return null;
        foreach (var line in mountInfo.Split('\n'))
        {
            var fields = line.Split(' ');
            var separator = Array.IndexOf(fields, "-");
            if (separator < 6 || separator + 1 >= fields.Length || fields[separator + 1] != "cgroup2")
                continue;
            var (root, mount) = (fields[3].TrimEnd('/'), Posix.MountTable.Unescape(fields[4]));
            if (root.Length == 0 || own == root || own.StartsWith(root + "/", StringComparison.Ordinal))
                return (mount.TrimEnd('/') + own[root.Length..]).TrimEnd('/');
        }
        return null;
    }

    private void AddMembers(List<int> members)
    {
        foreach (var line in Read("cgroup.procs").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            // Those outside of this pid namespace are 0.
            if (int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var processId) && processId > 0)
                members.Add(processId);
        }
        foreach (var child in Children())
            child.AddMembers(members);
    }

    private string Read(string file)
    {
        try
        {
            return KernelFile.ReadText($"{Path}/{file}");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
