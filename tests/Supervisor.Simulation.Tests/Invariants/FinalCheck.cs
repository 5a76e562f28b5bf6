using Supervisor.Configuration.Comparison;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Loop;
using Supervisor.Engine.Slots;
using Supervisor.Engine.States;
using Supervisor.Simulation.Tests.World;

namespace Supervisor.Simulation.Tests.Invariants;

/// <summary>What must hold once everything has come to rest.</summary>
internal sealed class FinalCheck(EngineParts parts, SimulatedKernel kernel, SimulatedLogPump pump, Storybook stories, Watchdog watchdog)
{
    /// <summary>The roster is the configuration, and what is announced is what the kernel holds.</summary>
    public void CheckAtRest(SupervisorSettings settings)
    {
        CheckRoster(settings);
        foreach (var slot in parts.Roster.Slots)
            CheckSlot(slot);
        CheckSockets();
        CheckNothingLeft();
    }

    /// <summary>After a shutdown there is nothing left but what could not be signalled.</summary>
    public void CheckGone()
    {
        foreach (var slot in parts.Roster.Slots)
        {
            if (slot.Status.State is not (ProcessState.Stopped or ProcessState.Exited or ProcessState.Fatal or ProcessState.Unknown))
                throw new InvariantBrokenException($"{slot} after the shutdown");
            CheckStory(slot);
        }
        if (kernel.Processes.FirstOrDefault(process => process.IsLeader && process.Slot!.Status.State != ProcessState.Unknown) is { } left)
            throw new InvariantBrokenException($"{left} is left after the shutdown");
        CheckNothingLeft();
    }

    /// <summary>When the engine has been left, no socket is open and no file of one is left.</summary>
    public void CheckNoSockets(string? directory)
    {
        if (parts.Sockets.Open.FirstOrDefault() is { } open)
            throw new InvariantBrokenException($"{open.Settings.Url} is still open");
        if (directory is not null && Directory.EnumerateFileSystemEntries(directory).FirstOrDefault() is { } left)
            throw new InvariantBrokenException($"{left} is left behind");
    }

    /// <summary>Every socket is held by just those who want it, and nobody else keeps it open.</summary>
    private void CheckSockets()
    {
        foreach (var open in parts.Sockets.Open)
        {
            var holders = parts.Roster.Slots.Count(slot => slot.Sockets?.Holds(open) == true);
            if (holders == 0 || holders != open.Holders)
                throw new InvariantBrokenException($"{open.Settings.Url} has {open.Holders} holders, and {holders} slots hold it");
        }
        foreach (var slot in parts.Roster.Slots)
        {
            if (slot.Sockets is not { } sockets)
                continue;
            if (slot.Status.ProcessId != 0 && sockets.Held.Contains(null))
                throw new InvariantBrokenException($"{slot} runs without a socket that it wants");
            if (slot.Status.ProcessId == 0 && sockets is { HasFastCgi: true } && sockets.Held[0] is not null)
                throw new InvariantBrokenException($"{slot} does not run and holds its FastCGI socket");
        }
    }

    private void CheckRoster(SupervisorSettings settings)
    {
        var groups = parts.Roster.Groups.Select(group => (group.Name, group.Priority));
        if (!groups.SequenceEqual(settings.Groups.Select(group => (group.Name, group.Priority))))
            throw new InvariantBrokenException($"the groups are not those of the configuration: {string.Join(", ", groups)}");
        var wanted = settings.Groups.SelectMany(group => group.Processes).ToArray();
        if (!parts.Roster.Slots.Select(slot => ProcessKey.Of(slot.Settings)).SequenceEqual(wanted.Select(ProcessKey.Of)))
            throw new InvariantBrokenException("the processes are not those of the configuration");
        foreach (var (slot, process) in parts.Roster.Slots.Zip(wanted))
        {
            if (SettingsDifference.Compare(slot.Settings, process).Kind != ChangeKind.Unchanged || slot.Replacement is not null)
                throw new InvariantBrokenException($"{slot} has other settings than configured");
        }
    }

    private void CheckSlot(ProcessSlot slot)
    {
        CheckStory(slot);
        var leaders = kernel
            .Processes.Where(process => process.IsLeader && process.Slot == slot)
            .Select(process => process.ProcessId)
            .ToArray();
        int[] expected = slot.Status.ProcessId == 0 ? [] : [slot.Status.ProcessId];
        if (!leaders.SequenceEqual(expected) || slot.Status.State is ProcessState.Stopping or ProcessState.Starting or ProcessState.Backoff)
            throw new InvariantBrokenException($"{slot} at rest, and the kernel has {string.Join(", ", leaders)}");
        if ((slot.Status.State is ProcessState.Running or ProcessState.Unknown) != (leaders.Length == 1))
            throw new InvariantBrokenException($"{slot}, and the kernel has {string.Join(", ", leaders)}");
        if (
            slot.Status.State == ProcessState.Stopped
            && slot.Settings.Autostart
            && !slot.IsStoppedByRequest
            && !watchdog.EverDisabled.Contains(ProcessKey.Of(slot.Settings))
        )
            throw new InvariantBrokenException($"{slot} although it starts by itself and nobody stopped it");
        // EXITED and FATAL: what was stopped is a start that had not begun.
        if (watchdog.StoppedByHand.Contains(slot) && !slot.Status.State.IsStopped())
            throw new InvariantBrokenException($"{slot} although it was stopped by hand");
        if (
            slot.OpenDrains != 0
            || slot.Untold.Count != 0
            || slot.EarlyExit is not null
            || slot.Remains is not null
            || slot.Intent != SlotIntent.None
        )
            throw new InvariantBrokenException($"{slot} keeps something of what is over");
    }

    private void CheckStory(ProcessSlot slot)
    {
        var story = stories[ProcessKey.Of(slot.Settings)];
        if (story.State != slot.Status.State)
            throw new InvariantBrokenException($"{slot}, and {story.State} was told last");
        if (story.Told?.ProcessId is var told && (told ?? 0) != slot.Status.ProcessId)
            throw new InvariantBrokenException($"{slot}: the start of {slot.Status.ProcessId} or the end of {told} was not told");
    }

    private void CheckNothingLeft()
    {
        var isLooking = !kernel.CanHoldProcesses && parts.Roster.Slots.Any(slot => slot.Adopted is not null);
        if (parts.Timers.NextDue is not null && !isLooking)
            throw new InvariantBrokenException("a timer is set although nothing is waited for");
        if (parts.Announcer.IsHolding || parts.Spawns.Count > 0)
            throw new InvariantBrokenException("something is waited for at rest");
        var pipes = parts.Roster.Slots.Select(slot => slot.Pipes!).ToArray();
        if (kernel.OpenDescriptors != pipes.Length)
            throw new InvariantBrokenException($"{kernel.OpenDescriptors} pipes of standard input for {pipes.Length} processes");
        if (pump.OpenChannels != pipes.Sum(pipe => (pipe.Stdout is null ? 0 : 1) + (pipe.Stderr is null ? 0 : 1)))
            throw new InvariantBrokenException("a log channel was not closed");
        if (kernel.OpenHolds != 0)
            throw new InvariantBrokenException("a process group is still held");
    }
}
