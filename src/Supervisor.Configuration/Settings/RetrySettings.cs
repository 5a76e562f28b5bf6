using System.Collections.Immutable;

namespace Supervisor.Configuration.Settings;

/// <summary>When a process counts as started, and when and how soon it is started again.</summary>
public sealed record RetrySettings
{
    public StartType Type { get; init; }

    /// <summary>Never <see cref="AutorestartPolicy.Always"/> for a oneshot.</summary>
    public required AutorestartPolicy Autorestart { get; init; }
    public required ImmutableArray<int> ExitCodes { get; init; }

    /// <summary>It must stay up longer than this to be RUNNING; a oneshot may end sooner.</summary>
    public required TimeSpan StartDuration { get; init; }

    /// <summary>Further attempts after the first failed start; null is without end.</summary>
    public required int? StartRetries { get; init; }
    public required BackoffKind Backoff { get; init; }
    public required TimeSpan BackoffInitial { get; init; }

    /// <summary>Null: the wait grows without a cap.</summary>
    public required TimeSpan? BackoffMaximum { get; init; }
    public required double BackoffMultiplier { get; init; }

    /// <summary>0 to 1: a wait w becomes one of w × (1 ± jitter).</summary>
    public required double BackoffJitter { get; init; }

    /// <summary>A run that was up this long forgets earlier failures and restarts; null: reaching RUNNING forgets the failed starts.</summary>
    public required TimeSpan? BackoffResetAfter { get; init; }

    /// <summary>The wait before a restart after a run that was up.</summary>
    public required TimeSpan RestartDelay { get; init; }

    /// <summary>So many restarts within RestartWindow are allowed, the next one is FATAL instead; null is no limit.</summary>
    public required int? RestartLimit { get; init; }
    public required TimeSpan RestartWindow { get; init; }
}
