namespace Supervisor.Engine.Spawning;

/// <summary>
/// The daemon's ends of a slot's pipes, through which the child's ends are opened anew for each run. Null: the child gets /dev/null.
/// </summary>
/// <param name="StdinWriter">The write end of the pipe that the child reads.</param>
/// <param name="StdoutReader">The read end of the pipe that the child writes.</param>
/// <param name="StderrReader">Likewise; the same number as StdoutReader when standard error is redirected.</param>
public readonly record struct SlotDescriptors(int? StdinWriter, int? StdoutReader, int? StderrReader);
