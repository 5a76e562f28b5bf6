using Supervisor.Posix;

namespace Supervisor.Configuration.Settings;

/// <summary>How a process is stopped.</summary>
/// <param name="Wait">From the signal to SIGKILL, and from one SIGKILL to the next.</param>
/// <param name="AsGroup">The stop signal goes to the whole process group.</param>
/// <param name="KillAsGroup">SIGKILL goes to the whole process group.</param>
public sealed record StopSettings(SignalNumber Signal, TimeSpan Wait, bool AsGroup, bool KillAsGroup);
