namespace Supervisor.Posix;

/// <summary>The pid of a child that is running its program, or the step that failed with its errno.</summary>
/// <param name="ProcessId">0 when there is no child.</param>
/// <param name="FailedStep"><see cref="SpawnStep.None"/> when there is a child.</param>
/// <param name="ErrorNumber">The errno of the failed step, else 0.</param>
public readonly record struct SpawnResult(int ProcessId, SpawnStep FailedStep, int ErrorNumber)
{
    public bool Succeeded => FailedStep == SpawnStep.None;
}
