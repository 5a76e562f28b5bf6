using System.Globalization;
using Supervisor.Engine.Announcements;
using Supervisor.Engine.Retry;

namespace Supervisor.Engine.Events;

/// <summary>A process went from one state to another.</summary>
/// <param name="Details">What this state's payload has besides names and former state: tries, expected, pid.</param>
public sealed record ProcessStateEvent(EventType Type, string ProcessName, string GroupName, ProcessState From, string Details)
    : SupervisorEvent(Type)
{
    /// <summary>The number of the change; 0 where it has none.</summary>
    internal long Change { get; init; }

    internal override EventOrigin? Origin => EventOrigin.Of($"{GroupName}:{ProcessName}", Change);

    public override string Text => $"processname:{ProcessName} groupname:{GroupName} from_state:{From.Word()}{Details}";

    /// <summary>The type that tells of this state.</summary>
    public static EventType TypeOf(ProcessState to) =>
        to switch
        {
            ProcessState.Stopped => EventType.ProcessStateStopped,
            ProcessState.Starting => EventType.ProcessStateStarting,
            ProcessState.Running => EventType.ProcessStateRunning,
            ProcessState.Backoff => EventType.ProcessStateBackoff,
            ProcessState.Stopping => EventType.ProcessStateStopping,
            ProcessState.Exited => EventType.ProcessStateExited,
            ProcessState.Fatal => EventType.ProcessStateFatal,
            ProcessState.Unknown => EventType.ProcessStateUnknown,
            _ => throw new ArgumentOutOfRangeException(nameof(to), to, null),
        };

    /// <summary>The event of a change of state.</summary>
    public static ProcessStateEvent Of(in Announcement change) =>
        new(TypeOf(change.To), change.Process.Name, change.Process.GroupName, change.From, DetailsOf(change)) { Change = change.Change };

    private static string DetailsOf(in Announcement change) =>
        change.To switch
        {
            ProcessState.Starting or ProcessState.Backoff => string.Create(CultureInfo.InvariantCulture, $" tries:{change.Tries}"),
            ProcessState.Exited => string.Create(
                CultureInfo.InvariantCulture,
                $" expected:{(IsExpected(change) ? 1 : 0)} pid:{change.ProcessId}"
            ),
            ProcessState.Fatal or ProcessState.Unknown => "",
            _ => string.Create(CultureInfo.InvariantCulture, $" pid:{change.ProcessId}"),
        };

    private static bool IsExpected(in Announcement change) => change.Exit is { } exit && RetryPolicy.IsExpected(change.Process.Retry, exit);
}
