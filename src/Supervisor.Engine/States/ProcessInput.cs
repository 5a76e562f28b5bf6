using Supervisor.Posix;

namespace Supervisor.Engine.States;

/// <summary>One thing that happened, with what the machine needs to know of it.</summary>
public readonly record struct ProcessInput
{
    public ProcessInputKind Kind { get; private init; }

    /// <summary>Of <see cref="ProcessInputKind.Spawned"/>.</summary>
    public int ProcessId { get; private init; }

    /// <summary>Of <see cref="ProcessInputKind.Exited"/>.</summary>
    public ChildExit Exit { get; private init; }

    /// <summary>Of <see cref="ProcessInputKind.Exited"/>: others of its process group live and can be signalled.</summary>
    public bool GroupRemains { get; private init; }

    /// <summary>Of <see cref="ProcessInputKind.SpawnFailed"/> and <see cref="ProcessInputKind.SignalFailed"/>: what went wrong.</summary>
    public string Error { get; private init; }

    public static readonly ProcessInput StartRequested = new() { Kind = ProcessInputKind.StartRequested };
    public static readonly ProcessInput StopRequested = new() { Kind = ProcessInputKind.StopRequested };
    public static readonly ProcessInput ShutdownRequested = new() { Kind = ProcessInputKind.ShutdownRequested };
    public static readonly ProcessInput GroupEmptied = new() { Kind = ProcessInputKind.GroupEmptied };
    public static readonly ProcessInput DeadlinePassed = new() { Kind = ProcessInputKind.DeadlinePassed };

    public static ProcessInput Spawned(int processId) => new() { Kind = ProcessInputKind.Spawned, ProcessId = processId };

    public static ProcessInput SpawnFailed(string error) => new() { Kind = ProcessInputKind.SpawnFailed, Error = error };

    public static ProcessInput SignalFailed(string error) => new() { Kind = ProcessInputKind.SignalFailed, Error = error };

    public static ProcessInput Exited(in ChildExit exit, bool groupRemains) =>
        new()
        {
            Kind = ProcessInputKind.Exited,
            Exit = exit,
            GroupRemains = groupRemains,
        };
}
