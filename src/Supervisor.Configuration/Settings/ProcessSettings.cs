using System.Collections.Immutable;
using Supervisor.Posix;

namespace Supervisor.Configuration.Settings;

/// <summary>One process of a program, everything expanded and looked up.</summary>
public sealed record ProcessSettings
{
    /// <summary>The load of the configuration that made it; loads are numbered. No setting, and so no difference to another.</summary>
    public ulong Generation { get; init; }

    public required string Name { get; init; }
    public required string GroupName { get; init; }
    public required string ProgramName { get; init; }
    public required ProgramKind Kind { get; init; }

    /// <summary>process_num of the expansions.</summary>
    public required int Number { get; init; }
    public required CommandSettings Command { get; init; }
    public required int Priority { get; init; }
    public required bool Autostart { get; init; }
    public required RetrySettings Retry { get; init; }
    public required StopSettings Stop { get; init; }

    /// <summary>The account the process runs as; null is the daemon's own.</summary>
    public required UserAccount? User { get; init; }

    /// <summary>Null: where the daemon is.</summary>
    public required string? Directory { get; init; }

    /// <summary>Null: the daemon's.</summary>
    public required uint? Umask { get; init; }

    /// <summary>Null: the daemon's.</summary>
    public required int? Nice { get; init; }

    /// <summary>oom_score_adj; null: what the daemon was started with.</summary>
    public int? OutOfMemoryScore { get; init; }
    public required ImmutableArray<ResourceLimit> ResourceLimits { get; init; }

    /// <summary>
    /// What is added to the daemon's environment: [supervisord] environment, the environment_file, the program's environment, later ones
    /// first. SUPERVISOR_* variables are added where the process is spawned, unless these name them.
    /// </summary>
    public required ImmutableSortedDictionary<string, string> Environment { get; init; }

    /// <summary>Standard error goes into standard output's pipe; Stderr is then without a target.</summary>
    public required bool RedirectStderr { get; init; }
    public required OutputSettings Stdout { get; init; }
    public required OutputSettings Stderr { get; init; }

    /// <summary>SUPERVISOR_SERVER_URL, already resolved from AUTO; null leaves the variable out.</summary>
    public required string? ServerUrl { get; init; }

    /// <summary>ServerUrl was configured for this program and is not the daemon's own.</summary>
    public bool HasOwnServerUrl { get; init; }

    /// <summary>
    /// The socket that an [fcgi-program.x] has as descriptor 0, shared by its processes, also where the program is in a [group.x]; null for
    /// the other kinds.
    /// </summary>
    public ProgramSocketSettings? FastCgiSocket { get; init; }

    /// <summary>Null for a program that does not fork itself.</summary>
    public ForkingSettings? Forking { get; init; }

    /// <summary>The sockets that it is passed from descriptor 3 on, in this order. Processes that name the same place share one.</summary>
    public ImmutableArray<NamedSocketSettings> Sockets { get; init; } = [];

    /// <summary>"group:name", or the name alone where both are the same.</summary>
    public string DisplayName => string.Equals(GroupName, Name, StringComparison.Ordinal) ? Name : GroupName + ":" + Name;
}
