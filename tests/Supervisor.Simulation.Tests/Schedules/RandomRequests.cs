using Supervisor.Engine.Loop;
using Supervisor.Engine.Slots;
using Supervisor.Posix;
using Supervisor.Protocol.Requests;
using Supervisor.Simulation.Tests.Invariants;
using Supervisor.Simulation.Tests.World;

namespace Supervisor.Simulation.Tests.Schedules;

/// <summary>What clients ask at random; the watchdog is told what that allows and forbids.</summary>
internal sealed class RandomRequests(Random random, EngineParts parts, SupervisionEngine engine, Watchdog watchdog, List<string>? steps)
{
    public SimulatedClients Clients { get; } = new();

    public void Next()
    {
        switch (random.Next(22))
        {
            case < 5:
                Start();
                break;
            case < 9:
                Stop();
                break;
            case < 12:
                Restart();
                break;
            case 12:
                Signal();
                break;
            case 13:
                Wait();
                break;
            case 14:
                Ask(random.Next(2) == 0 ? new Request.ReadConfiguration() : new Request.ListConfigurations());
                break;
            case 15:
                Ask(new Request.Reload(Applies: random.Next(2) == 0, random.Next(2) == 0 ? [] : [AnyGroup()]));
                break;
            case 16:
                AddGroup();
                break;
            case 17:
                RemoveGroup();
                break;
            case 18:
                ShutDown();
                break;
            case 19:
                Disable();
                break;
            case 20:
                Ask(new Request.Enable(AnySelection().Selector));
                break;
            default:
                GiveUp();
                break;
        }
    }

    private bool AnyWaits => random.Next(2) == 0;

    private void Start()
    {
        var (selector, slots) = AnySelection();
        watchdog.StoppedByHand.ExceptWith(slots);
        watchdog.StartedByHand.UnionWith(slots);
        Ask(new Request.Start(selector, AnyWaits));
    }

    private void Stop()
    {
        var (selector, slots) = AnySelection();
        foreach (var slot in slots)
            watchdog.AllowStop(slot);
        Ask(new Request.Stop(selector, AnyWaits));
        // What is being removed may come back, and begins anew then although it was stopped before.
        watchdog.StoppedByHand.UnionWith(slots.Where(slot => slot is { IsStoppedByRequest: true, Intent: SlotIntent.None }));
    }

    private void Restart()
    {
        var (selector, slots) = AnySelection();
        foreach (var slot in slots)
            watchdog.AllowRestart(slot);
        watchdog.StoppedByHand.ExceptWith(slots);
        watchdog.StartedByHand.UnionWith(slots);
        Ask(new Request.Restart(selector, AnyWaits));
    }

    private void Disable()
    {
        var (selector, slots) = AnySelection();
        watchdog.EverDisabled.UnionWith(slots.Select(slot => ProcessKey.Of(slot.Settings)));
        Ask(new Request.Disable(selector));
    }

    private void Signal()
    {
        var (selector, slots) = AnySelection();
        watchdog.MaySignal = slots;
        Ask(new Request.Signal(selector, SignalNumber.User1.Name));
        watchdog.MaySignal = [];
    }

    private void Wait()
    {
        if (parts.Roster.Slots.ToArray() is not { Length: > 0 } slots)
            return;
        var slot = slots[random.Next(slots.Length)];
        var state = ProcessStates.All[random.Next(ProcessStates.All.Length)];
        Ask(
            new Request.WaitForState(
                ProcessSelector.Of(slot.Settings.GroupName, slot.Settings.Name),
                [(int)state],
                TimeoutMilliseconds: random.Next(10_000)
            )
        );
    }

    private void AddGroup()
    {
        var name = AnyGroup();
        watchdog.WatchOthers(name, () => Ask(new Request.AddGroup(name)));
    }

    private void RemoveGroup()
    {
        var name = AnyGroup();
        if (parts.Roster.FindGroup(name) is { } group)
            watchdog.StoppedByHand.ExceptWith(group.Slots);
        watchdog.WatchOthers(name, () => Ask(new Request.RemoveGroup(name)));
    }

    private void ShutDown()
    {
        if (random.Next(8) > 0)
            return;
        watchdog.BeginShutdown();
        Ask(new Request.ShutDown());
    }

    private void GiveUp()
    {
        var request = Clients.Cancel(engine.Requests, random);
        steps?.Add($"a client gives up: {request}");
    }

    private void Ask(Request request)
    {
        steps?.Add($"a client asks: {request}");
        Clients.Ask(engine.Requests, request);
    }

    /// <summary>One process, mostly; or a group, or all.</summary>
    private (ProcessSelector Selector, ProcessSlot[] Slots) AnySelection()
    {
        var slots = parts.Roster.Slots.ToArray();
        if (slots.Length == 0)
            return (ProcessSelector.All, slots);
        var slot = slots[random.Next(slots.Length)];
        var group = slot.Settings.GroupName;
        return random.Next(6) switch
        {
            0 => (ProcessSelector.All, slots),
            1 => (ProcessSelector.OfGroup(group), [.. parts.Roster.FindGroup(group)!.Slots]),
            _ => (ProcessSelector.Of(group, slot.Settings.Name), [slot]),
        };
    }

    /// <summary>One that is there, or was, or may come.</summary>
    private string AnyGroup()
    {
        string[] names = ["a", "b", "c", "d", "e", "g", "h"];
        return names[random.Next(names.Length)];
    }
}
