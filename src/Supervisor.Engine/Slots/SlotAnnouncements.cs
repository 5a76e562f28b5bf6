using Supervisor.Configuration.Settings;
using Supervisor.Engine.Announcements;
using Supervisor.Engine.States;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Slots;

/// <summary>Says what becomes of slots: to listeners and log by the announcer, and in each slot's own story.</summary>
internal sealed class SlotAnnouncements(Announcer announcer, MonotonicClock clock, IDaemonLog log)
{
    public void Introduced(ProcessSlot slot)
    {
        announcer.ReleaseNamesake(slot);
        if (slot.Changes == 0)
            slot.Changes = clock.Now.Nanoseconds;
    }

    public void Spawned(ProcessSlot slot, int processId) =>
        announcer.Announce(
            slot,
            new Announcement
            {
                Kind = AnnouncementKind.Spawned,
                Process = slot.Settings,
                Slot = slot,
                ProcessId = processId,
                Reason = "",
            }
        );

    public void Removed(ProcessSlot slot) =>
        announcer.Announce(
            slot,
            new Announcement
            {
                Kind = AnnouncementKind.Removed,
                Process = slot.Settings,
                Slot = slot,
                Reason = "",
            }
        );

    /// <summary>Its end is told after what it wrote last.</summary>
    public void WaitForOutput(ProcessSlot slot)
    {
        announcer.HoldFor(slot, slot.Pipes?.Stdout);
        announcer.HoldFor(slot, slot.Pipes?.Stderr);
    }

    /// <summary>Every state that a decision led through, or what it was about where it led to none.</summary>
    public void Changed(ProcessSlot slot, in ProcessStatus before, in ProcessDecision decision, in ProcessInput input)
    {
        var from = before.State;
        if (decision.Passed.HasFlag(PassedStates.Running))
            from = Changed(slot, from, ProcessState.Running, before, decision, input);
        if (decision.Passed.HasFlag(PassedStates.Exited))
            from = Changed(slot, from, ProcessState.Exited, before, decision, input);
        if (from != decision.Next.State)
            Changed(slot, from, decision.Next.State, before, decision, input);
        else if (decision.Reason.Length > 0 && decision.IsExpected && log.IsEnabled(DaemonLogLevel.Info))
            log.Write(DaemonLogLevel.Info, $"{slot.Settings.DisplayName}: {decision.Reason}");
    }

    private ProcessState Changed(
        ProcessSlot slot,
        ProcessState from,
        ProcessState to,
        in ProcessStatus before,
        in ProcessDecision decision,
        in ProcessInput input
    )
    {
        var exit = ExitTold(slot, input);
        var change = new Announcement
        {
            Kind = AnnouncementKind.StateChanged,
            Process = slot.Settings,
            Slot = slot,
            From = from,
            To = to,
            // A child whose spawner has not answered yet has a pid already, and gets the stop signal by it.
            ProcessId = exit?.ProcessId ?? (to == ProcessState.Stopping ? slot.KnownProcessId : before.ProcessId),
            Exit = exit,
            Error = input.Kind is ProcessInputKind.SpawnFailed or ProcessInputKind.SignalFailed ? input.Error : null,
            Tries = decision.Next.Failures,
            Reason = decision.Reason,
            Change = ++slot.Changes,
        };
        slot.Story.Note(change, input.Kind == ProcessInputKind.StartRequested, clock.WallTime.ToUnixTimeMilliseconds());
        announcer.Announce(slot, change);
        return to;
    }

    private static ChildExit? ExitTold(ProcessSlot slot, in ProcessInput input) =>
        input.Kind switch
        {
            ProcessInputKind.Exited => input.Exit,
            ProcessInputKind.GroupEmptied => slot.LeaderExit,
            _ => null,
        };
}
