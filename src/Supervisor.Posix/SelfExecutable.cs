using System.Collections.Immutable;
using System.Text;

namespace Supervisor.Posix;

/// <summary>The program that this process runs, so that it can be executed again.</summary>
/// <param name="Path">Where its file lies. A file that has been removed or replaced is still reached by /proc/self/exe.</param>
/// <param name="Arguments">The words it was started with, the program's own name first.</param>
public sealed record SelfExecutable(string Path, ImmutableArray<string> Arguments)
{
    private const string Link = "/proc/self/exe";

    public static SelfExecutable Current()
    {
        var target = new FileInfo(Link).LinkTarget;
        var path = target is not null && File.Exists(target) ? target : Link;
        var words = Encoding.UTF8.GetString(File.ReadAllBytes("/proc/self/cmdline"));
        return new SelfExecutable(path, [.. words.Split('\0')[..^1]]);
    }
}
