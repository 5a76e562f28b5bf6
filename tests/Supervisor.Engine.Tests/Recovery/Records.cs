using Supervisor.Engine.Journal;
using Supervisor.Engine.Slots;
using Supervisor.Engine.States;
using Supervisor.Engine.Time;

namespace Supervisor.Engine.Tests.Recovery;

/// <summary>Records of a journal.</summary>
internal static class Records
{
    public static readonly MonotonicTime Start = new(5_000_000_000);

    public static SlotRecord Of(string name, ProcessState state = ProcessState.Stopped, ChildPresence child = ChildPresence.None) =>
        new()
        {
            Index = 0,
            Name = SlotName.Of(name, name),
            Generation = 1,
            Status = new ProcessStatus
            {
                State = state,
                Child = child,
                ProcessId = child == ChildPresence.Alive ? 7 : 0,
                StartedAt = Start,
            },
            Intent = SlotIntent.None,
            Marks = SlotMarks.None,
            Owed = ProcessAction.None,
            PublishedId = 0,
            ChildStartTime = 0,
            LastExit = default,
            Story = new StoryRecord(0, 0, 0, 0, 0, "", "", ""),
            StdinInode = 0,
            StdoutInode = 0,
            StderrInode = 0,
            StdoutRandom = "",
            StderrRandom = "",
        };
}
