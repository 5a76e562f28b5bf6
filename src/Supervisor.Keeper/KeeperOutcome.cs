namespace Supervisor.Keeper;

/// <summary>How a keeper's work ended.</summary>
/// <param name="ExitStatus">That of the master, and so of the whole daemon.</param>
/// <param name="IsUnwanted">The configuration wants no recovery: this process is to go on as a master that is alone.</param>
/// <param name="Executable">The descriptor of the program that this process is to execute now, as its master has done; null to end.</param>
public readonly record struct KeeperOutcome(int ExitStatus, bool IsUnwanted, int? Executable = null);
