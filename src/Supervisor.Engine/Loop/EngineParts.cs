using Supervisor.Engine.Announcements;
using Supervisor.Engine.Kernel;
using Supervisor.Engine.Logs;
using Supervisor.Engine.Reload;
using Supervisor.Engine.Shutdown;
using Supervisor.Engine.Slots;
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
        Random random
    )
    {
        Kernel = kernel;
        Log = log;
        Descriptors = descriptors;
        Logs = logs;
        Clock = new MonotonicClock(time);
        Announcer = new Announcer([new AnnouncementLog(log), .. listeners], logs, Clock, Timers);
        Spawns = new SpawnWatch(spawners, log, Clock, Timers);
        Driver = new SlotDriver(kernel, Clock, Timers, Roster, Spawns, Announcer, log, random);
        Harvest = new ChildHarvest(kernel, Roster, Driver, Spawns, log);
        Reload = new ReloadSequence(Roster, Driver, new SlotEquipment(kernel, descriptors, logs, specifications, log), log);
        Shutdown = new ShutdownSequence(Roster, Driver, log, Clock, Timers);
    }

    internal IKernel Kernel { get; }
    internal IDaemonLog Log { get; }
    internal ILoopDescriptors Descriptors { get; }
    internal ILogPump Logs { get; }
    internal MonotonicClock Clock { get; }
    internal TimerQueue Timers { get; } = new();
    internal Roster Roster { get; } = new();
    internal Announcer Announcer { get; }
    internal SpawnWatch Spawns { get; }
    internal SlotDriver Driver { get; }
    internal ChildHarvest Harvest { get; }
    internal ReloadSequence Reload { get; }
    internal ShutdownSequence Shutdown { get; }
}
