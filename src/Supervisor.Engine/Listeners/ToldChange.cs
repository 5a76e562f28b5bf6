using Supervisor.Engine.Events;

namespace Supervisor.Engine.Listeners;

/// <summary>The last change of a process' state that a pool was told of: told again by the next master, it is the same event.</summary>
internal readonly record struct ToldChange(long Change, EventType Type, string Text, long Serial)
{
    public bool IsOf(SupervisorEvent happened) =>
        happened.Origin is { } origin
        && origin.Change == Change
        && happened.Type == Type
        && string.Equals(happened.Text, Text, StringComparison.Ordinal);
}
