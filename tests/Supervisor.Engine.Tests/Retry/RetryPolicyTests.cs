using Supervisor.Configuration.Settings;
using Supervisor.Engine.Retry;
using Supervisor.Engine.Tests.States;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Retry;

public sealed class RetryPolicyTests
{
    private static readonly RetrySettings Defaults = Policies.Retry;
    private static readonly MonotonicTime StartedAt = ProcessScene.At(1000);

    [Theory]
    [InlineData(BackoffKind.Linear, new double[] { 2, 4, 6, 8, 10 })]
    [InlineData(BackoffKind.Constant, new double[] { 2, 2, 2, 2, 2 })]
    [InlineData(BackoffKind.Exponential, new double[] { 2, 6, 18, 54, 162 })]
    public void Waits_grow_as_their_kind_says(BackoffKind kind, double[] seconds)
    {
        var settings = Defaults with { Backoff = kind, BackoffInitial = TimeSpan.FromSeconds(2), BackoffMultiplier = 3 };
        Enumerable.Range(1, 5).Select(failures => RetryPolicy.BackoffDelay(settings, failures, 0).TotalSeconds).ShouldBe(seconds);
    }

    [Theory]
    [InlineData(BackoffKind.Linear, 30, 30)]
    [InlineData(BackoffKind.Linear, 31, 30)]
    [InlineData(BackoffKind.Linear, 29, 29)]
    [InlineData(BackoffKind.Exponential, 5, 16)]
    [InlineData(BackoffKind.Exponential, 6, 30)]
    [InlineData(BackoffKind.Exponential, int.MaxValue, 30)]
    public void The_cap_holds(BackoffKind kind, int failures, double seconds)
    {
        var settings = Defaults with { Backoff = kind, BackoffMaximum = TimeSpan.FromSeconds(30) };
        RetryPolicy.BackoffDelay(settings, failures, 0).ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(-0.5, 7.5)]
    [InlineData(0, 10)]
    [InlineData(1, 15)]
    public void Jitter_takes_or_adds_its_part(double sample, double seconds)
    {
        var settings = Defaults with { Backoff = BackoffKind.Constant, BackoffInitial = TimeSpan.FromSeconds(10), BackoffJitter = 0.5 };
        RetryPolicy.BackoffDelay(settings, 1, sample).ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public void Jitter_does_not_lift_a_wait_over_the_cap_and_lowers_it_from_there()
    {
        var settings = Defaults with { Backoff = BackoffKind.Exponential, BackoffMaximum = TimeSpan.FromSeconds(20), BackoffJitter = 0.5 };
        RetryPolicy.BackoffDelay(settings, 100, 1).ShouldBe(TimeSpan.FromSeconds(20));
        RetryPolicy.BackoffDelay(settings, 100, -1).ShouldBe(TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData(BackoffKind.Linear)]
    [InlineData(BackoffKind.Constant)]
    [InlineData(BackoffKind.Exponential)]
    public void Without_an_initial_wait_there_is_none_however_many_failed(BackoffKind kind)
    {
        var settings = Defaults with { Backoff = kind, BackoffInitial = TimeSpan.Zero, BackoffMultiplier = 1e300, BackoffJitter = 1 };
        foreach (var failures in new[] { 1, 2, 1024, int.MaxValue })
            RetryPolicy.BackoffDelay(settings, failures, 1).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Waits_beyond_what_a_time_span_holds_are_its_largest_and_jitter_may_still_take_all_away()
    {
        var settings = Defaults with { Backoff = BackoffKind.Exponential, BackoffMultiplier = double.MaxValue, BackoffJitter = 1 };
        RetryPolicy.BackoffDelay(settings, int.MaxValue, 0).ShouldBe(TimeSpan.MaxValue);
        RetryPolicy.BackoffDelay(settings, int.MaxValue, 1).ShouldBe(TimeSpan.MaxValue);
        RetryPolicy.BackoffDelay(settings, int.MaxValue, -1).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_kind_of_backoff_that_is_none_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => RetryPolicy.BackoffDelay(Defaults with { Backoff = (BackoffKind)9 }, 1, 0));

    [Fact]
    public void A_wait_that_is_set_is_kept_to_however_short()
    {
        var settings = Defaults with { Backoff = BackoffKind.Constant, BackoffInitial = TimeSpan.FromMilliseconds(10) };
        RetryPolicy.AfterFailure(settings, 1, 0, StartedAt, StartedAt).ShouldBe(StartedAt + TimeSpan.FromMilliseconds(10));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.75, 1)]
    [InlineData(1, 1)]
    [InlineData(5, 5)]
    public void Where_no_wait_is_set_a_failed_start_is_followed_by_another_a_second_after_it_or_at_once(double run, double next)
    {
        var settings = Defaults with { BackoffInitial = TimeSpan.Zero };
        RetryPolicy.AfterFailure(settings, 1, 0, StartedAt, ProcessScene.At(1000 + run)).ShouldBe(ProcessScene.At(1000 + next));
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0, 1, false)]
    [InlineData(3, 3, true)]
    [InlineData(3, 4, false)]
    [InlineData(null, int.MaxValue, true)]
    [InlineData(int.MaxValue, int.MaxValue, true)]
    public void There_is_another_attempt_up_to_startretries(int? retries, int failures, bool mayRetry) =>
        RetryPolicy.MayRetry(Defaults with { StartRetries = retries }, failures).ShouldBe(mayRetry);

    [Theory]
    [InlineData(3, 1, "2 of 4")]
    [InlineData(3, 3, "4 of 4")]
    [InlineData(null, 7, "8")]
    [InlineData(int.MaxValue, 1, "2 of 2147483648")]
    public void The_next_attempt_is_said_with_the_last_where_there_is_one(int? retries, int failures, string text) =>
        RetryPolicy.NextAttempt(Defaults with { StartRetries = retries }, failures).ShouldBe(text);

    [Theory]
    [InlineData(0, null, true)]
    [InlineData(2, null, true)]
    [InlineData(1, null, false)]
    [InlineData(null, 2, false)]
    [InlineData(null, null, false)]
    public void Only_a_status_among_exitcodes_is_expected(int? status, int? signal, bool isExpected)
    {
        var exit = new ChildExit(1, status, signal is { } number ? new SignalNumber(number) : null, false);
        RetryPolicy.IsExpected(Defaults with { ExitCodes = [0, 2, -1] }, exit).ShouldBe(isExpected);
    }

    [Theory]
    [InlineData(null, 1e9, false)]
    [InlineData(60.0, 59.999, false)]
    [InlineData(60.0, 60, true)]
    [InlineData(60.0, 61, true)]
    public void A_run_of_backoff_reset_after_forgets(double? resetSeconds, double runSeconds, bool forgets)
    {
        TimeSpan? reset = resetSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        RetryPolicy.Forgets(Defaults with { BackoffResetAfter = reset }, TimeSpan.FromSeconds(runSeconds)).ShouldBe(forgets);
    }

    [Theory]
    [InlineData(AutorestartPolicy.Never, 0, RestartVerdictKind.Stay, "not restarted (autorestart = false)")]
    [InlineData(AutorestartPolicy.Never, 1, RestartVerdictKind.Stay, "not restarted (autorestart = false)")]
    [InlineData(AutorestartPolicy.Unexpected, 0, RestartVerdictKind.Stay, "not restarted: the exit was expected")]
    [InlineData(AutorestartPolicy.Unexpected, 1, RestartVerdictKind.Restart, "restart now")]
    [InlineData(AutorestartPolicy.Always, 0, RestartVerdictKind.Restart, "restart now")]
    [InlineData(AutorestartPolicy.Always, 1, RestartVerdictKind.Restart, "restart now")]
    public void Autorestart_decides_by_the_exit(AutorestartPolicy autorestart, int status, RestartVerdictKind kind, string reason)
    {
        var now = ProcessScene.At(1005);
        Verdict(Defaults with { Autorestart = autorestart }, default, now, status).ShouldBe(new RestartVerdict(kind, now, reason));
    }

    [Theory]
    [InlineData(AutorestartPolicy.Never, 0, RestartVerdictKind.Complete, "completed")]
    [InlineData(AutorestartPolicy.Never, 1, RestartVerdictKind.Stay, "not restarted (autorestart = false)")]
    [InlineData(AutorestartPolicy.Unexpected, 0, RestartVerdictKind.Complete, "completed")]
    [InlineData(AutorestartPolicy.Unexpected, 1, RestartVerdictKind.Fail, "")]
    public void A_oneshot_is_done_or_has_failed_and_no_limit_of_restarts_counts(
        AutorestartPolicy autorestart,
        int status,
        RestartVerdictKind kind,
        string reason
    )
    {
        var now = ProcessScene.At(1000.5);
        var settings = Defaults with { Type = StartType.Oneshot, Autorestart = autorestart, RestartLimit = 0 };
        Verdict(settings, default, now, status).ShouldBe(new RestartVerdict(kind, now, reason));
    }

    [Theory]
    [InlineData(StartType.Simple, 0, 0, false)]
    [InlineData(StartType.Simple, 2, 1.999, true)]
    [InlineData(StartType.Simple, 2, 2, false)]
    [InlineData(StartType.Simple, 2, 2.001, false)]
    [InlineData(StartType.Oneshot, 2, 0, false)]
    [InlineData(StartType.Oneshot, 2, 2, false)]
    public void A_run_shorter_than_startsecs_is_too_short_unless_it_is_to_end(
        StartType type,
        double startsecs,
        double run,
        bool isTooShort
    ) =>
        RetryPolicy
            .IsTooShort(Defaults with { Type = type, StartDuration = TimeSpan.FromSeconds(startsecs) }, TimeSpan.FromSeconds(run))
            .ShouldBe(isTooShort);

    [Theory]
    [InlineData(StartType.Simple, null, true)]
    [InlineData(StartType.Simple, 60.0, false)]
    [InlineData(StartType.Oneshot, null, false)]
    [InlineData(StartType.Oneshot, 60.0, false)]
    public void To_be_up_makes_failures_forgotten_where_it_proves_something(StartType type, double? resetSeconds, bool forgets)
    {
        TimeSpan? reset = resetSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        RetryPolicy.ForgetsWhenUp(Defaults with { Type = type, BackoffResetAfter = reset }).ShouldBe(forgets);
    }

    [Theory]
    [InlineData(0, 0, 1, "restart in 1 s")]
    [InlineData(0.5, 0, 1, "restart in 0.5 s")]
    [InlineData(1, 0, 1, "restart now")]
    [InlineData(5, 0, 5, "restart now")]
    [InlineData(0.5, 0.25, 1, "restart in 0.5 s")]
    [InlineData(0.5, 2, 2.5, "restart in 2 s")]
    [InlineData(5, 2, 7, "restart in 2 s")]
    public void A_restart_comes_after_its_delay_and_after_a_short_run_a_second_after_the_start(
        double run,
        double delay,
        double at,
        string reason
    )
    {
        var settings = Defaults with { RestartDelay = TimeSpan.FromSeconds(delay) };
        var expected = new RestartVerdict(RestartVerdictKind.Restart, ProcessScene.At(1000 + at), reason);
        Verdict(settings, default, ProcessScene.At(1000 + run), 1).ShouldBe(expected);
    }

    [Fact]
    public void A_run_that_is_a_nanosecond_short_of_a_second_is_short()
    {
        var second = StartedAt + RetryPolicy.ShortestStartInterval;
        var verdict = Verdict(Defaults, default, second with { Nanoseconds = second.Nanoseconds - 1 }, 1);
        verdict.At.ShouldBe(second);
        RetryPolicy.ShortestStartInterval.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData(3, 1059.9, RestartVerdictKind.GiveUp)]
    [InlineData(3, 1060, RestartVerdictKind.Restart)]
    [InlineData(4, 1010, RestartVerdictKind.Restart)]
    public void The_limit_counts_within_a_window_that_slides(int limit, double now, RestartVerdictKind kind)
    {
        var history = default(RestartHistory);
        foreach (var moment in new double[] { 1000, 1003, 1006 })
            history = history.With(ProcessScene.At(moment), limit);
        Verdict(Defaults with { RestartLimit = limit }, history, ProcessScene.At(now), 1).Kind.ShouldBe(kind);
    }

    [Fact]
    public void The_window_ends_at_the_coming_restart()
    {
        // Restarts a minute apart and the next one a minute later: no window of 60 s has two of them.
        var settings = Defaults with
        {
            RestartLimit = 1,
            RestartDelay = TimeSpan.FromSeconds(59),
        };
        var history = default(RestartHistory).With(ProcessScene.At(1000), 1);
        Verdict(settings, history, ProcessScene.At(1001), 1)
            .ShouldBe(new RestartVerdict(RestartVerdictKind.Restart, ProcessScene.At(1060), "restart in 59 s"));
        Verdict(settings, history, ProcessScene.At(1000.5), 1).Kind.ShouldBe(RestartVerdictKind.GiveUp);
    }

    [Theory]
    [InlineData(0, "restarted 0 times within 60 s already (restart_limit)")]
    [InlineData(1, "restarted once within 60 s already (restart_limit)")]
    [InlineData(2, "restarted 2 times within 60 s already (restart_limit)")]
    public void Giving_up_says_how_often_and_how_fast(int limit, string text)
    {
        var history = default(RestartHistory);
        for (var restart = 0; restart < limit; restart++)
            history = history.With(ProcessScene.At(1001), limit);
        var now = ProcessScene.At(1005);
        Verdict(Defaults with { RestartLimit = limit }, history, now, 1)
            .ShouldBe(new RestartVerdict(RestartVerdictKind.GiveUp, now, "gave up: " + text));
    }

    [Fact]
    public void Settings_must_be_there()
    {
        var exit = new ChildExit(1, 0, null, false);
        Should.Throw<ArgumentNullException>(() => RetryPolicy.BackoffDelay(null!, 1, 0));
        Should.Throw<ArgumentNullException>(() => RetryPolicy.MayRetry(null!, 1));
        Should.Throw<ArgumentNullException>(() => RetryPolicy.NextAttempt(null!, 1));
        Should.Throw<ArgumentNullException>(() => RetryPolicy.IsExpected(null!, exit));
        Should.Throw<ArgumentNullException>(() => RetryPolicy.Forgets(null!, TimeSpan.Zero));
        Should.Throw<ArgumentNullException>(() => RetryPolicy.IsTooShort(null!, TimeSpan.Zero));
        Should.Throw<ArgumentNullException>(() => RetryPolicy.ForgetsWhenUp(null!));
        Should.Throw<ArgumentNullException>(() => RetryPolicy.AfterExit(null!, exit, default, StartedAt, StartedAt));
    }

    private static RestartVerdict Verdict(RetrySettings settings, RestartHistory history, MonotonicTime now, int status) =>
        RetryPolicy.AfterExit(settings, new ChildExit(1, status, null, false), history, StartedAt, now);
}
