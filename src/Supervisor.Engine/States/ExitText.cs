using System.Globalization;
using Supervisor.Posix;

namespace Supervisor.Engine.States;

/// <summary>How a child ended, in words.</summary>
public static class ExitText
{
    /// <summary>Supervisor's words, which people search their logs for: "exit status 1", "terminated by SIGTERM (core dumped)".</summary>
    public static string Cause(in ChildExit exit)
    {
        if (exit.ExitStatus is { } status)
            return "exit status " + status.ToString(CultureInfo.InvariantCulture);
        if (exit.Signal is not { } signal)
            return "unknown termination cause";
        return "terminated by " + signal.Name + (exit.IsCoreDumped ? " (core dumped)" : "");
    }

    /// <summary>The same as the beginning of a sentence: "exited with status 1", "was terminated by SIGTERM".</summary>
    public static string Sentence(in ChildExit exit) =>
        exit.ExitStatus is { } status ? "exited with status " + status.ToString(CultureInfo.InvariantCulture)
        : exit.Signal is null ? "ended by an unknown cause"
        : "was " + Cause(exit);
}
