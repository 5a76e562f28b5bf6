namespace Supervisor.Posix;

/// <summary>How a child ended (waitid(2)).</summary>
/// <param name="ProcessId">Its pid, which stays its own until it is reaped.</param>
/// <param name="ExitStatus">What it passed to exit(3), or null when a signal ended it.</param>
/// <param name="Signal">The signal that ended it, or null.</param>
/// <param name="IsCoreDumped">A core was written.</param>
public readonly record struct ChildExit(int ProcessId, int? ExitStatus, SignalNumber? Signal, bool IsCoreDumped);
