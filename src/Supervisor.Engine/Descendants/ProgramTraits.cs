using System.Collections.Immutable;
using Supervisor.Posix;

namespace Supervisor.Engine.Descendants;

/// <summary>What the processes of one program are recognised by. A value that does not change: other threads read it.</summary>
/// <param name="Owner">Whose program it is; only handed back.</param>
internal sealed record ProgramTraits(object Owner, string GroupName, string Name)
{
    /// <summary>0 when none runs.</summary>
    public int MainProcessId { get; init; }

    /// <summary>Whom its main process acts for.</summary>
    public uint UserId { get; init; }

    /// <summary>Null without one.</summary>
    public ControlGroup? ControlGroup { get; init; }

    /// <summary>The inode of the pipe that it reads; 0 for none.</summary>
    public ulong ReadPipe { get; init; }

    /// <summary>Inodes of the pipes that it writes.</summary>
    public ImmutableArray<ulong> WrittenPipes { get; init; } = [];

    /// <summary>It is being started and forks itself; null otherwise.</summary>
    public LaunchTraits? Launch { get; init; }

    public ImmutableArray<PastRun> Runs { get; init; } = [];
}
