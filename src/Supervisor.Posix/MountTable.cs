using System.Text;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>
/// The mounts that this process sees. Asking it about a path never touches a remote file system, which statfs(2) would, and could hang in.
/// For use by one thread.
/// </summary>
public sealed class MountTable : IDisposable
{
    private const string Source = "/proc/self/mountinfo";

    /// <summary>What the kernel follows before it says ELOOP (path_resolution(7)).</summary>
    private const int MostLinks = 40;

    private Dictionary<string, MountPoint> _mounts = new(StringComparer.Ordinal);

    /// <summary>proc(5): polling it tells of a change (POLLPRI) since it was last polled or opened.</summary>
    private readonly Descriptor? _watch;

    public MountTable()
    {
        _ = FileDescriptor.Open(Source, FileAccessKind.Read, 0, out _watch);
        Load();
    }

    /// <summary>
    /// The first remote mount on the way to a file, links followed. Links and names behind it are not looked at. Null when the whole way
    /// is local, as far as it exists.
    /// </summary>
    /// <param name="path">Absolute.</param>
    public MountPoint? FindRemote(string path)
    {
        if (HasChanged())
            Load();
        var ahead = new Stack<string>();
        PushComponents(ahead, path);
        var (walked, links) = ("", 0);
        while (ahead.TryPop(out var component))
        {
            if (component is "." or "")
                continue;
            if (component is "..")
            {
                walked = walked[..Math.Max(0, walked.LastIndexOf('/'))];
                continue;
            }
            var next = $"{walked}/{component}";
            if (_mounts.TryGetValue(next, out var mount) && mount.IsRemote)
                return mount;
            if (SymbolicLink.Read(next) is { } target && ++links <= MostLinks)
            {
                PushComponents(ahead, target);
                walked = target.StartsWith('/') ? "" : walked;
                continue;
            }
            walked = next;
        }
        return null;
    }

    public void Dispose() => _watch?.Dispose();

    /// <summary>The lines of a mountinfo file (proc(5)); of mounts at one place the last hides the others.</summary>
    internal static Dictionary<string, MountPoint> Parse(string mountInfo)
    {
        var mounts = new Dictionary<string, MountPoint>(StringComparer.Ordinal);
        foreach (var line in mountInfo.Split('\n'))
        {
            var fields = line.Split(' ');
            var separator = Array.IndexOf(fields, "-");
            if (separator < 6 || separator + 1 >= fields.Length)
                continue;
            var path = Unescape(fields[4]);
            mounts[path] = new MountPoint(path, fields[2], fields[separator + 1]);
        }
        return mounts;
    }

    private static void PushComponents(Stack<string> ahead, string path)
    {
        var components = path.Split('/');
        for (var index = components.Length - 1; index >= 0; index--)
            ahead.Push(components[index]);
    }

    /// <summary>Blanks, tabs, newlines and backslashes are written as a backslash and three octal digits.</summary>
    internal static string Unescape(string field)
    {
        if (!field.Contains('\\', StringComparison.Ordinal))
            return field;
        var text = new StringBuilder();
        for (var index = 0; index < field.Length; index++)
        {
            if (field[index] == '\\' && index + 3 < field.Length)
            {
                text.Append((char)((field[index + 1] - '0') * 64 + (field[index + 2] - '0') * 8 + (field[index + 3] - '0')));
                index += 3;
            }
            else
                text.Append(field[index]);
        }
        return text.ToString();
    }

    private unsafe bool HasChanged()
    {
        if (_watch is null)
            return true;
        var request = new LibC.pollfd { fd = _watch.Number, events = LibC.POLLPRI };
        return LibC.poll(&request, 1, 0) > 0;
    }

    private void Load()
    {
        try
        {
            _mounts = Parse(KernelFile.ReadText(Source));
        }
        catch (IOException)
        {
            // Without /proc nothing is known to be remote.
            _mounts.Clear();
        }
    }
}
