namespace Supervisor.Posix;

/// <summary>Files of which it is certain that nobody but root and one user can have written them, or put them where they are.</summary>
public static class TrustedFile
{
    private const uint WritableByOthers = 0x12;
    private const uint Sticky = 0x200;

    /// <summary>As many as the kernel follows (path_resolution(7)).</summary>
    private const int MostLinks = 40;

    /// <summary>
    /// When it was last written, on the clock of start times. Every directory and link on its way is looked at as well as the file: all are
    /// root's or the user's, and no other may write there. In a directory like /tmp, where nobody can remove what is another's (unlink(2),
    /// S_ISVTX), others may.
    /// </summary>
    /// <param name="path">Absolute.</param>
    /// <returns>Null when it is not such a file.</returns>
    public static ulong? WrittenAt(string path, uint userId)
    {
        ArgumentNullException.ThrowIfNull(path);
        var ahead = new Stack<string>();
        Push(ahead, path);
        var place = "";
        for (var links = 0; ahead.TryPop(out var name); )
        {
            if (name == "..")
            {
                place = place[..Math.Max(0, place.LastIndexOf('/'))];
                continue;
            }
            var next = $"{place}/{name}";
            if (FileStatus.ReadUnfollowed(next, out var status) != 0 || (status.Owner != 0 && status.Owner != userId))
                return null;
            if (SymbolicLink.Read(next) is { } target)
            {
                if (++links > MostLinks)
                    return null;
                place = target.StartsWith('/') ? "" : place;
                Push(ahead, target);
            }
            else if (ahead.Count == 0)
                return IsWrittenByOwner(status) ? BootClock.TicksAt(status.WrittenAt) : null;
            else if (IsKeptByOwner(status))
                place = next;
            else
                return null;
        }
        return null;
    }

    /// <summary>Another name of it could be one that somebody else has given it.</summary>
    private static bool IsWrittenByOwner(in FileStatus status) =>
        status is { Kind: FileKind.Regular, Links: 1 } && (status.Mode & WritableByOthers) == 0;

    private static bool IsKeptByOwner(in FileStatus status) =>
        status.Kind == FileKind.Directory && ((status.Mode & WritableByOthers) == 0 || (status.Mode & Sticky) != 0);

    private static void Push(Stack<string> ahead, string path)
    {
        foreach (var name in path.Split('/').Reverse())
        {
            if (name.Length > 0 && name != ".")
                ahead.Push(name);
        }
    }
}
