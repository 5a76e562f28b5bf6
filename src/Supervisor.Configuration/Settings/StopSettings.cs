using Supervisor.Posix;

namespace Supervisor.Configuration.Settings;

/// <summary>How a process is stopped.</summary>
/// <param name="Wait">From the signal to SIGKILL, and from one SIGKILL to the next.</param>
/// <param name="AsGroup">The stop signal goes to the whole process group.</param>
/// <param name="KillAsGroup">SIGKILL goes to the whole process group.</param>
public sealed record StopSettings(SignalNumber Signal, TimeSpan Wait, bool AsGroup, bool KillAsGroup)
{
    /// <summary>
    /// Everything that the program has made is ended with it, wherever it is: what is left after the main process' end gets SIGTERM, and
    /// SIGKILL when the time is over. Goes with KillAsGroup.
    /// </summary>
    public bool EndsTree { get; init; }
}
