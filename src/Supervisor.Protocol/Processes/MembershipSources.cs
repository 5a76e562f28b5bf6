namespace Supervisor.Protocol.Processes;

/// <summary>The words for <see cref="MembershipSource"/> that people and programs are shown.</summary>
public static class MembershipSources
{
    public static string Word(this MembershipSource source) =>
        source switch
        {
            MembershipSource.MainProcess => "main",
            MembershipSource.ControlGroup => "cgroup",
            MembershipSource.Pipe => "pipe",
            MembershipSource.Ancestry => "ancestry",
            MembershipSource.ProcessGroup => "group",
            _ => "variable",
        };
}
