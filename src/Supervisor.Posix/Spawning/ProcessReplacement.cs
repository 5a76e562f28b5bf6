using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix.Spawning;

/// <summary>execve(2) in this process.</summary>
public static unsafe class ProcessReplacement
{
    /// <summary>Replaces this process with the program; returns only when that failed, with the errno.</summary>
    /// <remarks>The calling thread's signal mask becomes the program's, as the specification has it; its placement and user are not changed.</remarks>
    public static int Execute(ChildSpecification specification, string path)
    {
        ArgumentNullException.ThrowIfNull(specification);
        using var builder = new ChildPlanBuilder();
        var published = new PublishedProcessId();
        var plan = builder.Build(specification, path, [], published.Address);
        var old = SignalMask.Replace(specification.BlockedSignals);
        LibC.execve(plan->Path, plan->Arguments, plan->Environment);
        var errno = Marshal.GetLastPInvokeError();
        SignalMask.Replace(old);
        return errno;
    }
}
