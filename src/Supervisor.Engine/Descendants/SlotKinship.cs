using System.Collections.Immutable;
using Supervisor.Engine.Slots;
using Supervisor.Posix;

namespace Supervisor.Engine.Descendants;

/// <summary>What a slot knows of processes of its program beyond the present main process.</summary>
internal sealed class SlotKinship
{
    /// <summary>Orphans of older runs are found by other marks or not at all.</summary>
    private const int MostRuns = 8;

    private SlotPipes? _pipes;

    /// <summary>Main processes that have ended, the last one last.</summary>
    public ImmutableArray<PastRun> Runs { get; private set; } = [];

    /// <summary>What the last run left behind is being ended before the next begins; null when that is not so.</summary>
    public StartClearing? StartClearing { get; set; }

    /// <summary>What is being ended after SIGKILL was due while the main process is there still; null when that is not so.</summary>
    public RemnantClearing? KillClearing { get; set; }

    /// <summary>The main process has ended, or nothing else is left.</summary>
    public void EndKillClearing()
    {
        KillClearing?.Dispose();
        KillClearing = null;
    }

    /// <summary>The inode of the pipe that the program reads, 0 without one.</summary>
    public ulong ReadPipe { get; private set; }

    public ImmutableArray<ulong> WrittenPipes { get; private set; } = [];

    public void NoteRun(PastRun run) => Runs = Runs.Length < MostRuns ? Runs.Add(run) : [.. Runs.Skip(Runs.Length - MostRuns + 1), run];

    /// <summary>Pipes live as long as the slot has the same settings, so they are looked at once.</summary>
    public void LookAt(SlotPipes? pipes)
    {
        if (ReferenceEquals(pipes, _pipes))
            return;
        _pipes = pipes;
        ReadPipe = pipes is null ? 0 : PipeUse.InodeOf(pipes.Stdin.Descriptor);
        WrittenPipes = pipes is null ? [] : [.. Written(pipes).Where(inode => inode != 0)];
    }

    private static IEnumerable<ulong> Written(SlotPipes pipes)
    {
        if (pipes.Stdout is { } stdout)
            yield return PipeUse.InodeOf(stdout.ReadDescriptor);
        if (pipes.Stderr is { } stderr)
            yield return PipeUse.InodeOf(stderr.ReadDescriptor);
    }
}
