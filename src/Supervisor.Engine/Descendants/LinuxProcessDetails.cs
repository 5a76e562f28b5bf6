using Supervisor.Posix;

namespace Supervisor.Engine.Descendants;

/// <summary>From /proc and the cgroup file system.</summary>
internal sealed class LinuxProcessDetails : IProcessDetails
{
    public ProcessUsers? UsersOf(int processId) => ProcessUsers.Of(processId);

    public IReadOnlyList<PipeUse> PipesOf(int processId) => PipeUse.Of(processId);

    public string? VariableOf(int processId, string name) => ProcessTable.InitialVariable(processId, name);

    public int ProcessNamedIn(string pidFile) => PidFile.ReadProcessId(pidFile);

    public ulong? TrustedWritingOf(string pidFile, uint userId) => TrustedFile.WrittenAt(pidFile, userId);

    public IReadOnlyList<int> MembersOf(ControlGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return group.Members();
    }

    public string? CommandOf(int processId) => ProcessDescription.Of(processId)?.CommandLine;
}
