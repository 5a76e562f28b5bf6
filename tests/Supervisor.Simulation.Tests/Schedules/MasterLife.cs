using System.Collections.Immutable;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Control;
using Supervisor.Engine.Journal;
using Supervisor.Engine.Loop;
using Supervisor.Engine.Recovery;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Spawning;
using Supervisor.Engine.Time;
using Supervisor.Posix;
using Supervisor.Simulation.Tests.World;

namespace Supervisor.Simulation.Tests.Schedules;

/// <summary>One master, from its start to its death or end.</summary>
internal sealed class MasterLife
{
    private readonly SimulatedWorld _world;
    private readonly List<string>? _steps;

    public MasterLife(SimulatedWorld world, List<string>? steps)
    {
        (_world, _steps) = (world, steps);
        var environment = new ChildEnvironment([], new HashSet<string>(StringComparer.Ordinal));
        var specifications = new ChildSpecificationFactory(environment, SignalSet.Empty, new ResourceLimit(ResourceKind.OpenFiles, 1, 1));
        Parts = new EngineParts(
            world.Kernel,
            world.Spawners,
            world.Descriptors,
            world.Pump,
            world.Daemon,
            specifications,
            [world.Stories],
            world.Clock,
            world.Random,
            // Real sockets die with their last descriptor: no master dies where there are any.
            world.SocketDirectory
                is null
                ? new RecoveryParts(world.Journal, world.Keeper)
                : null
        );
        world.Watchdog.Watch(Parts);
        var control = new ControlParts(new DaemonIdentity("1", () => 1), new NoLogFiles()) { Choices = world.Choices };
        Engine = new SupervisionEngine(Parts, world.Daemon, world.Daemon, control, isInForeground: true);
        var beginning = Parts.Shutdown.Beginning;
        Parts.Shutdown.Beginning = () =>
        {
            world.Watchdog.BeginShutdown();
            beginning?.Invoke();
        };
        Requests = new RandomRequests(world.Random, Parts, Engine, world.Watchdog, steps);
    }

    public EngineParts Parts { get; }

    public SupervisionEngine Engine { get; }

    public RandomRequests Requests { get; }

    /// <summary>An old kernel tells nothing of processes that others reap: they are looked at every second.</summary>
    public bool LooksForEver => !_world.Kernel.CanHoldProcesses && Parts.Roster.Slots.Any(slot => slot.Adopted is not null);

    /// <summary>Goes on where another one died.</summary>
    /// <exception cref="MasterDiedException">It has died over it.</exception>
    public void Recover()
    {
        var records = _world.Journal.Read();
        var present = Present();
        var recovered = RecoveredConfiguration.Of(records, _world.Loads.Kept, present ?? _world.Loads.Again());
        if (_steps is not null)
        {
            foreach (var (record, settings) in recovered.Slots)
                _steps.Add(
                    $"  the journal says: {settings.DisplayName} {record.Status.State} {record.Status.Child} pid {record.Status.ProcessId}, published {record.PublishedId}, {record.Intent}, {record.Marks}, owed {record.Owed}, last {record.LastExit}"
                );
        }
        _world.Stories.Resume(recovered.Slots, _world.Spawners);
        _world.Watchdog.AllowChanges(recovered.Settings, present ?? recovered.Settings);
        var goesOnEnding = _world.Journal.Ending == DaemonEnding.Ends && _world.Keeper.HasLostMasters;
        if (_world.Journal.Ending != DaemonEnding.None && !goesOnEnding)
            _world.Watchdog.StoppedByHand.Clear();
        var evidence = new ProcessEvidence(new SimulatedWitness(_world.Kernel, _world.Clock), new MonotonicClock(_world.Clock));
        using var held = _world.Keeper.HandBack();
        Engine.Recover(recovered, present, evidence, held);
        foreach (var key in held.Keys)
            _world.Keeper.Drop(key);
        _world.Keeper.Begin();
        _world.Kernel.MasterCame();
        _world.Watchdog.ChangesApplied();
    }

    /// <summary>What the files say by now; null when they cannot be read.</summary>
    private SupervisorSettings? Present() =>
        _world.Random.Next(8) switch
        {
            0 when !_world.Kernel.IsCooperating => null,
            < 4 => _world.Loads.Next(),
            _ => _world.Loads.Again(),
        };
}
