namespace Supervisor.Engine.Journal;

/// <summary>What clients are told of a slot beyond its state. Times are in milliseconds since 1970, texts may have lost their ends.</summary>
public sealed record StoryRecord(
    long StartedAt,
    long StoppedAt,
    long StateSince,
    int ExitStatus,
    int Restarts,
    string SpawnError,
    string LastExit,
    string Reason
);
