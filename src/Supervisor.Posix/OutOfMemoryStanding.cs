using System.Globalization;
using System.Text;

namespace Supervisor.Posix;

/// <summary>
/// How early the kernel ends this process when memory is short: oom_score_adj (proc_pid_oom_score_adj(5)), from −1000, never, to 1000,
/// first of all. A child starts with its parent's, so who lowers its own has to give children what it was found with.
/// </summary>
public sealed class OutOfMemoryStanding
{
    /// <summary>The least that there is, and the most.</summary>
    public const int Lowest = -1000;
    public const int Highest = 1000;

    internal const string OwnFile = "/proc/self/oom_score_adj";

    /// <summary>After nearly everything else. The last hundred are for what the machine cannot do without.</summary>
    private const int Protected = -900;

    /// <summary>What a process that nobody has put back has: without CAP_SYS_RESOURCE it may return there, but go no lower.</summary>
    private const int Usual = 0;

    private readonly string _path;
    private bool _isLowered;

    internal OutOfMemoryStanding(string path)
    {
        _path = path;
        Found = Read(path);
    }

    /// <summary>As it is now; to be read before anything changes it.</summary>
    public static OutOfMemoryStanding OfThisProcess() => new(OwnFile);

    /// <summary>What this process was started with; null where that cannot be read.</summary>
    public int? Found { get; }

    /// <summary>What children are to be given; null when they inherit the right one.</summary>
    public int? ForChildren => _isLowered ? Found : null;

    /// <summary>
    /// As low as this process may, where it is root's: another user's may not, or would have no right any more to give children the old
    /// value. A container that may not go lower stays as it is.
    /// </summary>
    public void Lower()
    {
        if (ThisProcess.IsRoot)
            LowerAsFarAsAllowed();
    }

    internal void LowerAsFarAsAllowed()
    {
        if (Found is not { } found)
            return;
        foreach (var value in (ReadOnlySpan<int>)[Protected, Usual])
        {
            if (value >= found)
                return;
            if (Write(_path, value) != 0)
                continue;
            _isLowered = true;
            return;
        }
    }

    /// <summary>Null where it cannot be read.</summary>
    internal static int? Read(string path)
    {
        if (FileDescriptor.Open(path, FileAccessKind.Read, 0, out var file) != 0)
            return null;
        using (file)
        {
            Span<byte> text = stackalloc byte[16];
            var result = FileDescriptor.Read(file!.Number, text);
            return int.TryParse(
                text[..result.Count].TrimEnd((byte)'\n'),
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var value
            )
                ? value
                : null;
        }
    }

    /// <returns>0, or the errno: EACCES below what is allowed without CAP_SYS_RESOURCE.</returns>
    internal static int Write(string path, int value)
    {
        var errno = FileDescriptor.Open(path, FileAccessKind.Write, 0, out var file);
        if (errno != 0)
            return errno;
        using (file)
            return FileDescriptor.Write(file!.Number, Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture))).Errno;
    }
}
