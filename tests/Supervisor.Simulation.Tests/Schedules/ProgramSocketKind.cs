namespace Supervisor.Simulation.Tests.Schedules;

/// <summary>What a random program has of sockets.</summary>
internal enum ProgramSocketKind
{
    None,

    /// <summary>All of its processes have the same.</summary>
    Shared,

    /// <summary>The same, and each process one of its own besides.</summary>
    SharedAndOwn,

    /// <summary>All of its processes have the same as their standard input.</summary>
    FastCgi,
}
