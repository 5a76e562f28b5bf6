using System.Collections.Immutable;
using Supervisor.Configuration.Settings;
using Supervisor.Posix;

namespace Supervisor.Configuration.Table;

/// <summary>Makes the comparisons that keys carry. Collections are compared by their content.</summary>
internal static class Agreement
{
    public static Func<ProcessSettings, ProcessSettings, bool> OfProcesses<T>(Func<ProcessSettings, T> value) =>
        (left, right) => EqualityComparer<T>.Default.Equals(value(left), value(right));

    public static Func<DaemonSettings, DaemonSettings, bool> OfDaemons<T>(Func<DaemonSettings, T> value) =>
        (left, right) => EqualityComparer<T>.Default.Equals(value(left), value(right));

    public static Func<ProcessGroupSettings, ProcessGroupSettings, bool> OfGroups<T>(Func<ProcessGroupSettings, T> value) =>
        (left, right) => EqualityComparer<T>.Default.Equals(value(left), value(right));

    public static bool Same(CommandSettings left, CommandSettings right) =>
        string.Equals(left.Text, right.Text, StringComparison.Ordinal)
        && string.Equals(left.Mistake, right.Mistake, StringComparison.Ordinal)
        && Same(left.Arguments, right.Arguments);

    public static bool Same<T>(ImmutableArray<T> left, ImmutableArray<T> right) => left.AsSpan().SequenceEqual(right.AsSpan());

    public static bool Same(UserAccount? left, UserAccount? right) =>
        ReferenceEquals(left, right)
        || (
            left is not null
            && right is not null
            && left.UserId == right.UserId
            && left.GroupId == right.GroupId
            && string.Equals(left.Name, right.Name, StringComparison.Ordinal)
            && Same(left.Groups, right.Groups)
        );

    public static bool Same(ImmutableSortedDictionary<string, string> left, ImmutableSortedDictionary<string, string> right) =>
        ReferenceEquals(left, right) || (left.Count == right.Count && left.SequenceEqual(right));

    public static bool Same(EventListenerSettings? left, EventListenerSettings? right) =>
        ReferenceEquals(left, right)
        || (
            left is not null
            && right is not null
            && left.BufferSize == right.BufferSize
            && string.Equals(left.ResultHandler, right.ResultHandler, StringComparison.Ordinal)
            && Same(left.Events, right.Events)
        );
}
