using Supervisor.Engine.Announcements;
using Supervisor.Engine.Choices;
using Supervisor.Engine.Descendants;
using Supervisor.Engine.Events;
using Supervisor.Engine.Forking;
using Supervisor.Engine.Journal;
using Supervisor.Engine.Keeping;
using Supervisor.Engine.Kernel;
using Supervisor.Engine.Listeners;
using Supervisor.Engine.Logs;
using Supervisor.Engine.Recovery;
using Supervisor.Engine.Reload;
using Supervisor.Engine.Shutdown;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Sockets;
using Supervisor.Engine.Spawning;
using Supervisor.Engine.Time;

namespace Supervisor.Engine.Loop;

/// <summary>The parts of an engine, put together in the one place where that is done.</summary>
public sealed class EngineParts
{
    public EngineParts(
        IKernel kernel,
        ISpawners spawners,
        ILoopDescriptors descriptors,
        ILogPump logs,
        IDaemonLog log,
        ChildSpecificationFactory specifications,
        IReadOnlyList<IAnnouncementListener> listeners,
        TimeProvider time,
        Random random,
        RecoveryParts? recovery = null,
        DescendantParts? descendants = null
    )
    {
        var parts = recovery ?? RecoveryParts.None;
        var (journal, keeper) = parts;
        (Journal, Keeper) = (journal, keeper);
        Kernel = kernel;
        Log = log;
        Descriptors = descriptors;
        Logs = logs;
        Clock = new MonotonicClock(time);
        Board = new EventBoard(parts.Events?.NextSerial ?? 0, parts.Events is { } notes ? notes.EarlierSerial : null);
        Events = new EventSources(Board, new LostOutputReport(log, Clock, Timers), log, Clock, parts.Events);
        Listeners = new ListenerPools(Board, log, Clock, Timers, parts.Events);
        Announcer = new Announcer([new AnnouncementLog(log), Events, Listeners, .. listeners], logs, Clock, Timers)
        {
            Delayed = Events.Delay,
        };
        Spawns = new SpawnWatch(spawners, log, Clock, Timers);
        Sockets = new ProgramSockets(parts.Listeners, log);
        SocketCheck = new FastCgiSocketCheck(log);
        var keptChildren = new KeptChildren(keeper, kernel);
        Driver = new SlotDriver(kernel, Clock, Timers, Roster, Spawns, Sockets, Announcer, journal, keptChildren, log, random);
        var clearing = new ClearingParts(kernel, descriptors, log, Clock, Timers);
        if (descendants is not null)
        {
            Finder = new DescendantFinder(descendants, Roster, Spawns);
            Driver.Remnants = new Remnants(Finder, clearing);
        }
        Harvest = new ChildHarvest(kernel, Roster, Driver, Spawns, journal, keeper, log);
        var equipment = new SlotEquipment(kernel, descriptors, logs, specifications, Sockets, journal, keeper, keptChildren, log)
        {
            ControlGroups = descendants?.ControlGroups,
        };
        Driver.HalfMade = new HalfMadeChildren(Driver, Roster, kernel, Timers, Clock, log);
        Reload = new ReloadSequence(Roster, Driver, equipment, Disabled, log);
        Shutdown = new ShutdownSequence(Roster, Driver, log, Clock, Timers);
        var adoption = new AdoptionParts(descriptors, Timers, Clock, Harvest.TakeReaped);
        if (Finder is not null)
            Driver.Forking = new ForkingPrograms(Driver, Roster, Finder, clearing) { Adoption = adoption };
        Recovery = new RecoverySequence(kernel, Reload, Driver, Harvest, Sockets, adoption, journal, log);
        Driver.BeforeSpawn = keeper.Flush;
        ConnectEvents();
    }

    internal IKernel Kernel { get; }
    internal ISlotJournal Journal { get; }
    internal IKeeper Keeper { get; }
    internal IDaemonLog Log { get; }

    internal ILoopDescriptors Descriptors { get; }
    internal ILogPump Logs { get; }
    internal MonotonicClock Clock { get; }
    internal TimerQueue Timers { get; } = new();
    internal Roster Roster { get; } = new();
    internal DisabledPrograms Disabled { get; } = new();
    internal EventBoard Board { get; }
    internal EventSources Events { get; }
    internal ListenerPools Listeners { get; }
    internal Announcer Announcer { get; }
    internal SpawnWatch Spawns { get; }
    internal ProgramSockets Sockets { get; }
    internal FastCgiSocketCheck SocketCheck { get; }
    internal SlotDriver Driver { get; }

    /// <summary>Null where nothing is to be known of processes that are no children.</summary>
    internal DescendantFinder? Finder { get; }
    internal ChildHarvest Harvest { get; }
    internal ReloadSequence Reload { get; }
    internal ShutdownSequence Shutdown { get; }
    internal RecoverySequence Recovery { get; }

    private void ConnectEvents()
    {
        var ticks = new TickClock(Events, Clock, Timers);
        Board.WantedChanged = wanted =>
        {
            Logs.Wanted = wanted;
            ticks.Follow(wanted);
        };
        Roster.GroupAdded = group =>
        {
            Announcer.ReleaseGroup(group.Name);
            Listeners.Configured(group);
            Events.GroupAdded(group.Name);
        };
        Roster.GroupRestored = Listeners.Configured;
        Roster.GroupLeaves = group => Events.GroupLeaves(group.Name);
        Roster.GroupStays = group => Events.GroupStays(group.Name);
        Roster.GroupChanged = Listeners.Configured;
        Roster.GroupRemoved = group =>
            Announcer.WhenTold(
                group.Name,
                () =>
                {
                    Listeners.Removed(group);
                    Events.GroupRemoved(group.Name);
                }
            );
        Reload.Began = Events.Began;
        Recovery.Adopted = Listeners.Resume;
        var untold = new UntoldOutputs(Logs, Announcer, Events);
        Recovery.Begins = () => untold.Tell(name => Roster.FindGroup(name) is not null);
        Recovery.Done = Listeners.Resumed;
        Shutdown.Beginning = Events.Ending;
        var farewell = new ListenerFarewell(Listeners, Roster, Announcer, Shutdown, Clock, Timers);
        Shutdown.MayStop = farewell.MayStop;
        Listeners.Heard = farewell.Heard;
    }
}
