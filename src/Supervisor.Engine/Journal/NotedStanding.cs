using Supervisor.Engine.Slots;
using Supervisor.Engine.States;

namespace Supervisor.Engine.Journal;

/// <summary>
/// The numbers of a record that each stand for one of a few things. A later version may know more of them, and this one may have to go on
/// with what that has noted, where it failed in its first moments.
/// </summary>
internal readonly record struct NotedStanding(byte StateNumber, byte ChildNumber, byte IntentNumber, byte OwedNumber)
{
    public bool IsKnown =>
        StateNumber < ProcessStates.All.Length
        && Enum.IsDefined((ChildPresence)ChildNumber)
        && Enum.IsDefined((SlotIntent)IntentNumber)
        && Enum.IsDefined((ProcessAction)OwedNumber);

    public ProcessState State => ProcessStates.All[StateNumber];

    public ChildPresence Child => (ChildPresence)ChildNumber;

    public SlotIntent Intent => (SlotIntent)IntentNumber;

    public ProcessAction Owed => (ProcessAction)OwedNumber;

    /// <summary>
    /// What comes nearest. Whether a process lives is found out by its pid, so one that may is taken for running; one without is started by
    /// nobody but people, as nothing says that it was to run.
    /// </summary>
    /// <param name="processId">0 when the record names none.</param>
    public NotedStanding Guess(SlotMarks marks, int processId)
    {
        var child = (ChildPresence)ChildNumber switch
        {
            ChildPresence.GroupOnly => ChildPresence.GroupOnly,
            _ when processId > 1 => ChildPresence.Alive,
            ChildPresence.Spawning => ChildPresence.Spawning,
            _ => ChildPresence.None,
        };
        var state = child switch
        {
            ChildPresence.GroupOnly => ProcessState.Stopping,
            ChildPresence.Alive => ProcessState.Running,
            ChildPresence.Spawning => ProcessState.Starting,
            _ => StoppedState(marks),
        };
        var isKept = StateNumber < ProcessStates.All.Length && child == (ChildPresence)ChildNumber;
        return new NotedStanding(
            isKept ? StateNumber : (byte)ProcessStates.All.IndexOf(state),
            (byte)child,
            Enum.IsDefined((SlotIntent)IntentNumber) ? IntentNumber : (byte)SlotIntent.None,
            Enum.IsDefined((ProcessAction)OwedNumber) ? OwedNumber : (byte)ProcessAction.None
        );
    }

    private static ProcessState StoppedState(SlotMarks marks) =>
        (marks & (SlotMarks.EverStarted | SlotMarks.StoppedByRequest)) == SlotMarks.EverStarted
            ? ProcessState.Exited
            : ProcessState.Stopped;
}
