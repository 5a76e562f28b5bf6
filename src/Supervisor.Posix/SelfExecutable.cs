using System.Collections.Immutable;

namespace Supervisor.Posix;

/// <summary>The program that this process runs, so that it can be executed again.</summary>
/// <param name="Path">Where its file lies. A file that has been removed or replaced is still reached by /proc/self/exe.</param>
/// <param name="Arguments">The words it was started with, the program's own name first.</param>
public sealed record SelfExecutable(string Path, ImmutableArray<string> Arguments)
{
    private const string Link = "/proc/self/exe";

    public static SelfExecutable Current()
    {
        var path = SymbolicLink.Read(Link) is { } target && FileStatus.Read(target, out _) == 0 ? target : Link;
        var words = KernelFile.ReadText("/proc/self/cmdline");
        return new SelfExecutable(path, [.. words.Split('\0')[..^1]]);
    }
}
