using System.Collections.Frozen;

namespace Supervisor.Engine.Events;

/// <summary>The tree of event types, as one table: the name that listeners know each by, and the type that covers it.</summary>
public static class EventTypes
{
    private static readonly (EventType Type, string Name, EventType Parent)[] Tree =
    [
        (EventType.Any, "EVENT", EventType.Any),
        (EventType.ProcessState, "PROCESS_STATE", EventType.Any),
        (EventType.ProcessStateStarting, "PROCESS_STATE_STARTING", EventType.ProcessState),
        (EventType.ProcessStateRunning, "PROCESS_STATE_RUNNING", EventType.ProcessState),
        (EventType.ProcessStateBackoff, "PROCESS_STATE_BACKOFF", EventType.ProcessState),
        (EventType.ProcessStateStopping, "PROCESS_STATE_STOPPING", EventType.ProcessState),
        (EventType.ProcessStateStopped, "PROCESS_STATE_STOPPED", EventType.ProcessState),
        (EventType.ProcessStateExited, "PROCESS_STATE_EXITED", EventType.ProcessState),
        (EventType.ProcessStateFatal, "PROCESS_STATE_FATAL", EventType.ProcessState),
        (EventType.ProcessStateUnknown, "PROCESS_STATE_UNKNOWN", EventType.ProcessState),
        (EventType.ProcessCommunication, "PROCESS_COMMUNICATION", EventType.Any),
        (EventType.ProcessCommunicationStdout, "PROCESS_COMMUNICATION_STDOUT", EventType.ProcessCommunication),
        (EventType.ProcessCommunicationStderr, "PROCESS_COMMUNICATION_STDERR", EventType.ProcessCommunication),
        (EventType.ProcessLog, "PROCESS_LOG", EventType.Any),
        (EventType.ProcessLogStdout, "PROCESS_LOG_STDOUT", EventType.ProcessLog),
        (EventType.ProcessLogStderr, "PROCESS_LOG_STDERR", EventType.ProcessLog),
        (EventType.RemoteCommunication, "REMOTE_COMMUNICATION", EventType.Any),
        (EventType.SupervisorStateChange, "SUPERVISOR_STATE_CHANGE", EventType.Any),
        (EventType.SupervisorStateChangeRunning, "SUPERVISOR_STATE_CHANGE_RUNNING", EventType.SupervisorStateChange),
        (EventType.SupervisorStateChangeStopping, "SUPERVISOR_STATE_CHANGE_STOPPING", EventType.SupervisorStateChange),
        (EventType.Tick, "TICK", EventType.Any),
        (EventType.Tick5, "TICK_5", EventType.Tick),
        (EventType.Tick60, "TICK_60", EventType.Tick),
        (EventType.Tick3600, "TICK_3600", EventType.Tick),
        (EventType.ProcessGroup, "PROCESS_GROUP", EventType.Any),
        (EventType.ProcessGroupAdded, "PROCESS_GROUP_ADDED", EventType.ProcessGroup),
        (EventType.ProcessGroupRemoved, "PROCESS_GROUP_REMOVED", EventType.ProcessGroup),
    ];

    private static readonly FrozenDictionary<string, EventType> ByName = Tree.ToFrozenDictionary(
        row => row.Name,
        row => row.Type,
        StringComparer.Ordinal
    );

    /// <summary>Every type, those that cover others before these.</summary>
    public static IEnumerable<EventType> All => Tree.Select(row => row.Type);

    /// <summary>As it stands in a subscription and in an envelope.</summary>
    public static string Name(this EventType type) => Tree[(int)type].Name;

    /// <exception cref="ArgumentException">There is no such type.</exception>
    public static EventType Find(string name) =>
        ByName.TryGetValue(name, out var type) ? type : throw new ArgumentException($"there is no event type {name}", nameof(name));

    /// <summary>A subscription to the one brings the other: it is the same, or stands above it in the tree.</summary>
    public static bool Covers(this EventType type, EventType other)
    {
        while (other != type && other != EventType.Any)
            other = Tree[(int)other].Parent;
        return other == type;
    }
}
