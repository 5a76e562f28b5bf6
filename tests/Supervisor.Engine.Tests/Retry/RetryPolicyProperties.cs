using FsCheck;
using FsCheck.Fluent;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Retry;
using Supervisor.Engine.Tests.States;

namespace Supervisor.Engine.Tests.Retry;

/// <summary>What holds for every setting that the configuration lets through, and for every number of failures.</summary>
public sealed class RetryPolicyProperties
{
    private static readonly Config Configuration = Config.QuickThrowOnFailure.WithMaxTest(2000);

    /// <summary>Of all magnitudes: from nothing over a tick to the longest that a TimeSpan holds.</summary>
    private static readonly Gen<TimeSpan> Durations = Gen.Frequency(
        (1, Gen.Constant(TimeSpan.Zero)),
        (4, Gen.Choose(1, 100_000).Select(value => TimeSpan.FromMilliseconds(value))),
        (2, Gen.Choose(0, 62).Zip(Gen.Choose(0, 1000), (bit, rest) => TimeSpan.FromTicks((1L << bit) + rest))),
        (1, Gen.Constant(TimeSpan.MaxValue))
    );

    private static readonly Gen<double> Fractions = Gen.Choose(0, 1000).Select(value => value / 1000.0);

    private static readonly Gen<int> Failures = Gen.Frequency(
        (4, Gen.Choose(1, 50)),
        (2, Gen.Choose(51, 5000)),
        (1, Gen.Choose(5001, int.MaxValue - 1))
    );

    private static readonly Gen<RetrySettings> AllSettings =
        from kind in Gen.Elements(Enum.GetValues<BackoffKind>())
        from initial in Durations
        from cap in Durations
        from isCapped in Gen.Elements(true, false)
        from multiplier in Gen.Frequency(
            (4, Gen.Choose(100, 400).Select(value => value / 100.0)),
            (1, Gen.Elements(1e10, 1e300, double.MaxValue))
        )
        from jitter in Fractions
        from retries in Gen.Elements<int?>(null, 0, 1, 3, 1000)
        select Policies.Retry with
        {
            Backoff = kind,
            BackoffInitial = initial,
            BackoffMaximum = isCapped ? cap : null,
            BackoffMultiplier = multiplier,
            BackoffJitter = jitter,
            StartRetries = retries,
        };

    private static readonly Gen<double> Samples = Gen.Choose(-1000, 1000).Select(value => value / 1000.0);

    [Fact]
    public void A_wait_is_never_negative_and_never_over_the_cap() =>
        ForAll(
            (settings, failures, sample) =>
            {
                var delay = RetryPolicy.BackoffDelay(settings, failures, sample);
                delay.ShouldBeGreaterThanOrEqualTo(TimeSpan.Zero);
                delay.ShouldBeLessThanOrEqualTo(settings.BackoffMaximum ?? TimeSpan.MaxValue);
            }
        );

    [Fact]
    public void Without_jitter_a_later_wait_is_never_shorter() =>
        ForAll(
            (settings, failures, sample) =>
            {
                var steady = settings with { BackoffJitter = 0 };
                var delay = RetryPolicy.BackoffDelay(steady, failures, sample);
                RetryPolicy.BackoffDelay(steady, failures + 1, sample).ShouldBeGreaterThanOrEqualTo(delay);
                if (steady.Backoff == BackoffKind.Constant)
                    RetryPolicy.BackoffDelay(steady, failures + 1, sample).ShouldBe(delay);
            }
        );

    [Fact]
    public void Jitter_keeps_within_its_part_of_the_wait() =>
        ForAll(
            (settings, failures, sample) =>
            {
                var middle = RetryPolicy.BackoffDelay(settings with { BackoffJitter = 0 }, failures, 0).TotalSeconds;
                var delay = RetryPolicy.BackoffDelay(settings, failures, sample).TotalSeconds;
                // A tick, and what a double cannot tell.
                var tolerance = 1e-6 + (middle * 1e-12);
                delay.ShouldBeGreaterThanOrEqualTo((middle * (1 - settings.BackoffJitter)) - tolerance);
                delay.ShouldBeLessThanOrEqualTo((middle * (1 + settings.BackoffJitter)) + tolerance);
                (sample <= 0 ? delay <= middle + tolerance : delay >= middle - tolerance).ShouldBeTrue();
            }
        );

    [Fact]
    public void The_linear_wait_is_exactly_the_initial_one_times_the_failures() =>
        Check.One(
            Configuration,
            Prop.ForAll(
                Gen.Choose(0, 100_000).ToArbitrary(),
                Gen.Choose(1, 10_000).ToArbitrary(),
                (milliseconds, failures) =>
                    RetryPolicy.BackoffDelay(Policies.Retry with { BackoffInitial = TimeSpan.FromMilliseconds(milliseconds) }, failures, 0)
                    == TimeSpan.FromMilliseconds((long)milliseconds * failures)
            )
        );

    [Fact]
    public void The_attempt_after_a_failure_comes_after_the_wait_and_never_within_a_second_where_there_is_none() =>
        ForAll(
            (settings, failures, sample) =>
            {
                var startedAt = ProcessScene.At(1000);
                var now = startedAt + TimeSpan.FromMilliseconds(Math.Abs(sample) * 2000);
                var wait = RetryPolicy.BackoffDelay(settings, failures, sample);
                var next = RetryPolicy.AfterFailure(settings, failures, sample, startedAt, now);
                (next >= now).ShouldBeTrue();
                if (wait > TimeSpan.Zero)
                    next.ShouldBe(now + wait);
                else
                    (next >= startedAt + TimeSpan.FromSeconds(1)).ShouldBeTrue();
            }
        );

    [Fact]
    public void As_many_attempts_are_made_as_are_said() =>
        ForAll(
            (settings, failures, _) =>
            {
                RetryPolicy.MayRetry(settings, failures).ShouldBe(settings.StartRetries is not { } retries || failures < retries + 1);
                var words = RetryPolicy.NextAttempt(settings, failures).Split(" of ");
                words[0].ShouldBe($"{failures + 1}");
                words.Length.ShouldBe(settings.StartRetries is null ? 1 : 2);
                if (words.Length == 2)
                    RetryPolicy.MayRetry(settings, failures).ShouldBe(int.Parse(words[0]) <= int.Parse(words[1]));
            }
        );

    private static void ForAll(Action<RetrySettings, int, double> property) =>
        Check.One(Configuration, Prop.ForAll(AllSettings.ToArbitrary(), Failures.ToArbitrary(), Samples.ToArbitrary(), property));
}
