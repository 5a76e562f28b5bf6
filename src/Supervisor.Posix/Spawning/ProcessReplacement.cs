using System.Globalization;
using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix.Spawning;

/// <summary>execve(2) in this process.</summary>
public static unsafe class ProcessReplacement
{
    /// <summary>A path that leads to the open file as long as it is open, also when it has lost its name (proc(5), /proc/PID/fd).</summary>
    public static string PathOf(int descriptor) => string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{descriptor}");

    /// <summary>Replaces this process with the program; returns only when that failed, with the errno.</summary>
    /// <remarks>The calling thread's signal mask becomes the program's, as the specification has it; its placement and user are not changed.</remarks>
    /// <param name="specification">Its oom_score_adj is set before, as far as that is allowed, and taken back when the program cannot be executed.</param>
    public static int Execute(ChildSpecification specification, string path)
    {
        ArgumentNullException.ThrowIfNull(specification);
        using var builder = new ChildPlanBuilder();
        var published = new PublishedProcessId();
        var plan = builder.Build(specification, path, [], published.Address);
        var oldScore = specification.OutOfMemoryScore is { } score ? ReplaceScore(score) : null;
        var old = SignalMask.Replace(specification.BlockedSignals);
        LibC.execve(plan->Path, plan->Arguments, plan->Environment);
        var errno = Marshal.GetLastPInvokeError();
        SignalMask.Replace(old);
        if (oldScore is { } taken)
            _ = ReplaceScore(taken);
        return errno;
    }

    private static int? ReplaceScore(int score)
    {
        var old = OutOfMemoryStanding.Read(OutOfMemoryStanding.OwnFile);
        _ = OutOfMemoryStanding.Write(OutOfMemoryStanding.OwnFile, score);
        return old;
    }
}
