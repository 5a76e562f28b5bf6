namespace Supervisor.Engine.Events;

/// <summary>What an event tells of, so that it can be told from others with the same words.</summary>
/// <param name="Subject">Group and name of a process, or one of those that begin with a colon.</param>
/// <param name="Change">
/// The number of what happened to it; it grows for as long as the machine runs, also where the name comes to be another's.
/// </param>
internal readonly record struct EventOrigin(string Subject, long Change)
{
    /// <summary>What programs wrote. There is one for all: of two events at most one is in doubt, the last.</summary>
    public const string Output = ":output";

    public const string Daemon = ":daemon";

    public const string Client = ":client";

    private const string GroupPrefix = ":group ";

    /// <summary>It is in the state that it was told to be in until the opposite is told.</summary>
    public bool IsLasting => Subject == Daemon || Subject.StartsWith(GroupPrefix, StringComparison.Ordinal);

    /// <param name="change">0 for none.</param>
    public static EventOrigin? Of(string subject, long change) => change == 0 ? null : new EventOrigin(subject, change);

    public static string OfGroup(string name) => GroupPrefix + name;

    /// <summary>The name of the group that it is about.</summary>
    public static string GroupOf(EventOrigin origin) => origin.Subject[GroupPrefix.Length..];

    public static string OfTick(EventType type) => ":" + type.Name();
}
