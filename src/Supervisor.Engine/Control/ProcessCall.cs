using Supervisor.Engine.Slots;
using Supervisor.Engine.Spawning;
using Supervisor.Protocol.Replies;

namespace Supervisor.Engine.Control;

/// <summary>What one request wants of one process, until it has come to something.</summary>
internal abstract class ProcessCall(ProcessSlot slot)
{
    public ProcessSlot Slot { get; } = slot;

    public ProcessName Name { get; } = new(slot.Settings.GroupName, slot.Settings.Name);

    /// <summary>Where it waits among the calls of its slot; null when it does not wait.</summary>
    public LinkedListNode<ProcessCall>? Place { get; set; }

    /// <summary>Whom the outcome is told.</summary>
    public required Action<ProcessOutcome> Ended { get; init; }

    /// <summary>Whoever asked does not want to know any more.</summary>
    public bool IsAbandoned { get; set; }

    /// <summary>All that it does has been done; what is left is to see what comes of it.</summary>
    public abstract bool OnlyWaits { get; }

    /// <summary>How far it has come, where it only waits.</summary>
    public virtual CallStage Stage => CallStage.Waiting;

    /// <summary>It was begun by another master, and has come so far: from now on it only waits.</summary>
    public virtual void Resume(CallStage stage) { }

    /// <summary>Begins; the outcome, or null when it has to be waited for.</summary>
    public abstract ProcessOutcome? Begin();

    /// <summary>The slot may have changed: the outcome, or null.</summary>
    public abstract ProcessOutcome? Look();

    /// <summary>The look-up of its command that it asked for is done: the outcome, or null.</summary>
    public virtual ProcessOutcome? Checked(CommandCheck check) => Look();

    protected ProcessOutcome Outcome(ControlResult result) => new(Name, result, result == ControlResult.Success ? "" : Name.DisplayName);

    protected ProcessOutcome Outcome(ControlResult result, string detail) => new(Name, result, detail);
}
