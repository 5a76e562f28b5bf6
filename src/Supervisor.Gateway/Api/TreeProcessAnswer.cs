using Supervisor.Protocol.Processes;

namespace Supervisor.Gateway.Api;

/// <summary>One process of a tree; what the members mean is said at <see cref="ProgramProcess"/>.</summary>
/// <param name="KnownBy">"main", "cgroup", "pipe", "ancestry", "group", "variable".</param>
internal sealed record TreeProcessAnswer(int Pid, int ParentPid, string State, long AgeMilliseconds, string Command, string KnownBy)
{
    public static TreeProcessAnswer Of(ProgramProcess process) =>
        new(process.ProcessId, process.ParentId, process.State, process.AgeMilliseconds, process.Command, process.Source.Word());
}
