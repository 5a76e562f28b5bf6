namespace Supervisor.Engine.Descendants;

/// <summary>What a search is to find out. It is read by another thread: nothing in it changes.</summary>
public sealed record SearchQuestion
{
    internal SearchQuestion(DaemonTraits daemon, IReadOnlyList<ProgramTraits> programs, IReadOnlySet<object> wanted)
    {
        Daemon = daemon;
        Programs = programs;
        Wanted = wanted;
    }

    internal DaemonTraits Daemon { get; }

    /// <summary>All of them: whose a process is depends on whose it is not.</summary>
    internal IReadOnlyList<ProgramTraits> Programs { get; }

    /// <summary>Owners of the programs whose processes are to be told.</summary>
    internal IReadOnlySet<object> Wanted { get; }
}
