using Supervisor.Engine.Announcements;
using Supervisor.Engine.States;
using Supervisor.Posix;
using Supervisor.Simulation.Tests.World;

namespace Supervisor.Simulation.Tests.Invariants;

/// <summary>What has been told of one process, compared with what its children did.</summary>
/// <param name="state">The state that was announced last.</param>
/// <param name="told">The child whose start was told and whose end was not.</param>
internal sealed class ProcessStory(ProcessState state = ProcessState.Stopped, SimulatedProcess? told = null)
{
    private readonly Queue<SimulatedProcess> _untoldStarts = new();
    private SimulatedProcess? _told = told;

    /// <summary>The state that was announced last.</summary>
    public ProcessState State { get; private set; } = state;

    /// <summary>Every start and every end has been told.</summary>
    public bool IsComplete => _untoldStarts.Count == 0 && _told is null;

    /// <summary>The child whose start was told and whose end was not.</summary>
    public SimulatedProcess? Told => _told;

    public void Started(SimulatedProcess child) => _untoldStarts.Enqueue(child);

    public void Hear(in Announcement announcement)
    {
        if (announcement.Kind == AnnouncementKind.Spawned)
            HearStart(announcement);
        else if (announcement.Kind == AnnouncementKind.StateChanged)
            HearChange(announcement);
        else if (!IsComplete || State is not (ProcessState.Stopped or ProcessState.Exited or ProcessState.Fatal))
            throw new InvariantBrokenException($"{announcement.Process.DisplayName} was removed while {State}");
    }

    private void HearStart(in Announcement start)
    {
        if (_told is not null || !_untoldStarts.TryDequeue(out var child) || child.ProcessId != start.ProcessId)
            throw new InvariantBrokenException($"{start.Process.DisplayName}: a start was told that was not the next ({start.ProcessId})");
        _told = child;
    }

    private void HearChange(in Announcement change)
    {
        var name = change.Process.DisplayName;
        if (change.From != State || change.From == change.To)
            throw new InvariantBrokenException($"{name}: {change.From} to {change.To} was told after {State}");
        State = change.To;
        var isEnd =
            change.Exit is not null
            && change.From != ProcessState.Exited
            && change.To is not (ProcessState.Running or ProcessState.Unknown);
        if (isEnd && change is { From: ProcessState.Stopping, Process.Stop.KillAsGroup: true })
            RequireNoGroup(change);
        if (isEnd)
            HearEnd(change);
        else if (
            change.To is ProcessState.Stopped or ProcessState.Exited or ProcessState.Fatal or ProcessState.Backoff
            && _told is not null
        )
            throw new InvariantBrokenException($"{name}: {change.To} without the end of pid {_told.ProcessId}");
    }

    /// <summary>Nobody of a group that is killed as one is left; what was killed and ends later counts as gone.</summary>
    private void RequireNoGroup(in Announcement change)
    {
        // One that ended by itself before the stop leaves its group alone.
        if (_told is not { WasReapedInGroupStop: true })
            return;
        var left = _told.Group?.Members.Find(member => member is { Life: SimulatedLife.Alive, Fate: null, IsProtected: false });
        if (left is not null)
            throw new InvariantBrokenException($"{change.Process.DisplayName} was stopped as a group, and {left} is left");
    }

    private void HearEnd(in Announcement change)
    {
        if (_told is not { } child)
            throw new InvariantBrokenException($"{change.Process.DisplayName}: an end was told of a start that was not");
        var isTrue = child.Exit == change.Exit || (child.MayBeUnknown && change.Exit == ChildExit.Unknown(child.ProcessId));
        if (child.ProcessId != change.ProcessId || !isTrue || child.Life == SimulatedLife.Alive)
            throw new InvariantBrokenException(
                $"{change.Process.DisplayName}: the end told ({change.Exit}) is not that of {child} ({child.Exit})"
            );
        _told = null;
    }
}
