using Supervisor.Configuration.Settings;
using Supervisor.Engine.Journal;
using Supervisor.Engine.Loop;
using Supervisor.Engine.States;
using Supervisor.Engine.Time;
using Supervisor.Posix;
using Supervisor.Simulation.Tests.Invariants;
using Supervisor.Simulation.Tests.Schedules;

namespace Supervisor.Simulation.Tests.World;

/// <summary>Everything that is there whichever master lives, and who watches it.</summary>
internal sealed class SimulatedWorld
{
    /// <param name="lines">Gets what is said, for people; null for speed.</param>
    /// <param name="age">An old kernel has a keeper seldom, which would spare it what it cannot.</param>
    public SimulatedWorld(Random random, string? socketDirectory, List<string>? lines, SimulatedKernelAge age)
    {
        Random = random;
        SocketDirectory = socketDirectory;
        Journal = new SimulatedJournal(Doom);
        var isSubreaper = random.Next(4) > 0;
        Kernel = new SimulatedKernel(random, Clock, Doom)
        {
            IsSubreaper = isSubreaper,
            CanHoldGroups = random.Next(4) > 0 && age != SimulatedKernelAge.WithoutPidfds,
            HasKeeper = isSubreaper && random.Next(4) > 0 == (age == SimulatedKernelAge.Any),
            CanHoldProcesses = random.Next(6) > 0 && age != SimulatedKernelAge.WithoutPidfds,
            CanReadExits = random.Next(2) > 0 && age != SimulatedKernelAge.WithoutExits,
            CanReadZombies = random.Next(4) > 0,
        };
        Descriptors = new SimulatedDescriptors(Kernel);
        Keeper = new SimulatedKeeper(Kernel, random);
        Kernel.KeeperSignalled = Keeper.Look;
        Spawners = new SimulatedSpawners(
            Kernel,
            Clock,
            random,
            answer => Mail.Enqueue(LoopMessage.Of(answer)),
            check => Mail.Enqueue(LoopMessage.Of(check))
        );
        Pump = new SimulatedLogPump(Kernel, random, notice => Mail.Enqueue(LoopMessage.Of(notice)));
        Daemon = new SimulatedDaemon(random.Next(8) == 0 || lines is not null) { Lines = lines };
        Configuration = new RandomConfiguration(random, socketDirectory);
        Stories = new Storybook(Pump, Clock) { Lines = lines };
        Watchdog = new Watchdog(Kernel, Pump);
        Choices = new SimulatedChoices(random, result => Mail.Enqueue(LoopMessage.Of(result)));
        Loads = new SimulatedLoads(Configuration);
    }

    private static readonly TimeSpan LongestSpawn = TimeSpan.FromSeconds(25);

    public Random Random { get; }
    public SimulatedClock Clock { get; } = new();
    public SimulatedDoom Doom { get; } = new();
    public SimulatedKernel Kernel { get; }
    public SimulatedDescriptors Descriptors { get; }
    public SimulatedKeeper Keeper { get; }
    public SimulatedSpawners Spawners { get; }
    public SimulatedLogPump Pump { get; }
    public SimulatedDaemon Daemon { get; }
    public SimulatedJournal Journal { get; }
    public SimulatedChoices Choices { get; }
    public SimulatedLoads Loads { get; }
    public RandomConfiguration Configuration { get; }

    /// <summary>Where programs have sockets; null for none.</summary>
    public string? SocketDirectory { get; }

    /// <summary>What the loop has not read.</summary>
    public Queue<LoopMessage> Mail { get; } = new();

    /// <summary>Signals that the master has not read; they wait for the next one.</summary>
    public Queue<ReceivedSignal> Signals { get; } = new();
    public Storybook Stories { get; }
    public Watchdog Watchdog { get; }

    /// <summary>The master is dead, and all that was its memory and its descriptors.</summary>
    public void MasterDied()
    {
        Doom.Set(null);
        EndStrange();
        Watchdog.MasterDied();
        Mail.Clear();
        Pump.MasterDied();
        Spawners.MasterDied();
        Keeper.MasterDied();
        Choices.MasterDied();
        Daemon.LoadsUnderWay = 0;
        Descriptors.MasterDied();
        Kernel.MasterDies();
    }

    /// <summary>A start that took so long cannot be recognised by its moment alone, and nobody is left who knows more.</summary>
    private void EndStrange()
    {
        foreach (var record in Kernel.HasKeeper ? [] : Journal.Read().Where(IsStrange))
        {
            if (Kernel.Find(record.PublishedId) is { IsLeader: true } child)
                Kernel.End(child, new ChildExit(child.ProcessId, null, SignalNumber.Kill, false));
        }
    }

    private bool IsStrange(SlotRecord record) =>
        record.Status.Child == ChildPresence.Spawning
        && record.PublishedId != 0
        && new MonotonicTime(Clock.Now) - record.Status.StartedAt > LongestSpawn;
}
