namespace Supervisor.Engine.Descendants;

/// <summary>
/// A main process of a program and its time. Whoever is in the group or session of this number and was made in this time got there while
/// the number was the main process' own: a number is not given away while a process, group or session has it (pid_namespaces(7), setsid(2)).
/// </summary>
/// <param name="StartedAt">In ticks since the boot, as all start times.</param>
/// <param name="EndedAt">Likewise; <see cref="ulong.MaxValue"/> while it lives.</param>
internal readonly record struct PastRun(int ProcessId, ulong StartedAt, ulong EndedAt)
{
    public bool Made(ulong startTime) => startTime >= StartedAt && startTime <= EndedAt;
}
