using Supervisor.Configuration.Settings;
using Supervisor.Engine.Journal;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Spawning;
using Supervisor.Engine.Tests.Control;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Journal;

/// <summary>Slots without an engine.</summary>
internal sealed class SlotScene : ITimerTarget
{
    public static readonly ProcessSettings Settings = TextConfiguration.Read(TextConfiguration.Program("web")).Groups[0].Processes[0];

    public ProcessSlot Slot(int processId = 0)
    {
        var slot = new ProcessSlot(Settings, this) { JournalName = SlotName.Of(Settings.GroupName, Settings.Name) };
        slot.Status = slot.Status with { ProcessId = processId };
        return slot;
    }

    /// <summary>One that can be spawned.</summary>
    public ProcessSlot EquippedSlot()
    {
        var slot = Slot();
        var environment = new ChildEnvironment([], new HashSet<string>(StringComparer.Ordinal));
        var specifications = new ChildSpecificationFactory(environment, SignalSet.Empty, new ResourceLimit(ResourceKind.OpenFiles, 1, 1));
        slot.Request = new SpawnRequest
        {
            Owner = slot,
            Name = Settings.Name,
            Specification = specifications.For(Settings),
            SearchPath = [],
            CommandMistake = null,
            CommandText = "",
            Descriptors = default,
        };
        return slot;
    }

    public void TimerFired(LoopTimer timer) { }
}
