using System.Globalization;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Retry;

/// <summary>Pure arithmetic of restarts: how long to wait, and when to give up.</summary>
public static class RetryPolicy
{
    /// <summary>
    /// A program whose run was shorter than this is not started again sooner than this after its previous start. The original's one-second
    /// tick had this effect; without it a program with startsecs = 0 would spin.
    /// </summary>
    public static readonly TimeSpan ShortestStartInterval = TimeSpan.FromSeconds(1);

    /// <summary>Beyond what any clock counts, and small enough that products with it stay numbers.</summary>
    private const double LargestGrowth = 1e100;

    /// <summary>The wait after the <paramref name="failures"/>th failed start in a row.</summary>
    /// <param name="jitterSample">From −1 to 1.</param>
    public static TimeSpan BackoffDelay(RetrySettings settings, int failures, double jitterSample)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var initial = settings.BackoffInitial.TotalSeconds;
        // The growth stays finite: an infinity times an initial wait of 0, or times a jitter that takes all away, would be no number.
        var growth = settings.Backoff switch
        {
            BackoffKind.Linear => failures,
            BackoffKind.Constant => 1,
            BackoffKind.Exponential => Math.Min(Math.Pow(settings.BackoffMultiplier, failures - 1), LargestGrowth),
            _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Backoff, null),
        };
        var cap = settings.BackoffMaximum ?? TimeSpan.MaxValue;
        var jittered = Math.Min(initial * growth, cap.TotalSeconds) * (1 + (settings.BackoffJitter * jitterSample));
        // The conversion saturates, and the clamp is in ticks: near the ends a double is too coarse to tell a wait from its cap.
        return TimeSpan.FromTicks(Math.Min((long)Math.Round(jittered * TimeSpan.TicksPerSecond), cap.Ticks));
    }

    /// <summary>
    /// When the attempt after the <paramref name="failures"/>th failed start in a row comes. A wait that is set is kept to, however short;
    /// where there is none, <see cref="ShortestStartInterval"/> keeps a program that fails at once from spinning.
    /// </summary>
    /// <param name="jitterSample">From −1 to 1.</param>
    public static MonotonicTime AfterFailure(
        RetrySettings settings,
        int failures,
        double jitterSample,
        MonotonicTime startedAt,
        MonotonicTime now
    )
    {
        var wait = BackoffDelay(settings, failures, jitterSample);
        return wait > TimeSpan.Zero ? now + wait : Paced(now, startedAt);
    }

    /// <summary>True when after so many failed starts in a row there is another attempt.</summary>
    public static bool MayRetry(RetrySettings settings, int failures)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.StartRetries is not { } retries || failures <= retries;
    }

    /// <summary>"2 of 4", or "2" where there is no end of attempts: the attempt that follows so many failures.</summary>
    public static string NextAttempt(RetrySettings settings, int failures)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var attempt = (failures + 1).ToString(CultureInfo.InvariantCulture);
        return settings.StartRetries is { } retries ? $"{attempt} of {(long)retries + 1}" : attempt;
    }

    /// <summary>True when the exit status is one that the settings expect. A death by signal never is.</summary>
    public static bool IsExpected(RetrySettings settings, in ChildExit exit)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return exit.ExitStatus is { } status && settings.ExitCodes.Contains(status);
    }

    /// <summary>True when a run is too short to have been a start at all. A oneshot may end at any time.</summary>
    public static bool IsTooShort(RetrySettings settings, TimeSpan run)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Type != StartType.Oneshot && run < settings.StartDuration;
    }

    /// <summary>
    /// True when reaching RUNNING makes failed starts forgotten. backoff_reset_after asks for a longer proof; a oneshot that runs has proven
    /// nothing yet.
    /// </summary>
    public static bool ForgetsWhenUp(RetrySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Type != StartType.Oneshot && settings.BackoffResetAfter is null;
    }

    /// <summary>True when a run that was up so long makes earlier failures and restarts forgotten.</summary>
    public static bool Forgets(RetrySettings settings, TimeSpan run)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.BackoffResetAfter is { } healthy && run >= healthy;
    }

    /// <summary>Decides about a restart after a run that was up.</summary>
    /// <param name="history">Already forgotten where <see cref="Forgets"/> says so.</param>
    public static RestartVerdict AfterExit(
        RetrySettings settings,
        in ChildExit exit,
        RestartHistory history,
        MonotonicTime startedAt,
        MonotonicTime now
    )
    {
        var isExpected = IsExpected(settings, exit);
        if (settings.Type == StartType.Oneshot && isExpected)
            return new RestartVerdict(RestartVerdictKind.Complete, now, "completed");
        if (settings.Autorestart == AutorestartPolicy.Never)
            return new RestartVerdict(RestartVerdictKind.Stay, now, "not restarted (autorestart = false)");
        if (settings.Autorestart == AutorestartPolicy.Unexpected && isExpected)
            return new RestartVerdict(RestartVerdictKind.Stay, now, "not restarted: the exit was expected");
        if (settings.Type == StartType.Oneshot)
            return new RestartVerdict(RestartVerdictKind.Fail, now, "");
        var at = Paced(now + settings.RestartDelay, startedAt);
        if (settings.RestartLimit is { } limit && history.CountWithin(settings.RestartWindow, at) >= limit)
        {
            var times = limit == 1 ? "once" : $"{limit} times";
            var reason = $"gave up: restarted {times} within {DurationText.Of(settings.RestartWindow)} already (restart_limit)";
            return new RestartVerdict(RestartVerdictKind.GiveUp, now, reason);
        }
        return new RestartVerdict(RestartVerdictKind.Restart, at, at <= now ? "restart now" : $"restart in {DurationText.Of(at - now)}");
    }

    /// <summary>
    /// The wanted moment, or a later one where the run was shorter than <see cref="ShortestStartInterval"/>: after a longer one that interval
    /// is over already.
    /// </summary>
    private static MonotonicTime Paced(MonotonicTime wanted, MonotonicTime startedAt) =>
        MonotonicTime.Later(wanted, startedAt + ShortestStartInterval);
}
