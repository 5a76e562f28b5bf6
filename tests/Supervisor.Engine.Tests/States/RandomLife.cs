using FsCheck;
using FsCheck.Fluent;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.States;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.States;

/// <summary>Random settings, and random happenings that are chosen among those which the child's presence allows.</summary>
internal static class RandomLife
{
    /// <summary>One happening: which of the possible inputs, and how long after the one before.</summary>
    /// <param name="Choice">Picks the input.</param>
    /// <param name="Milliseconds">How far the clock goes first; below 0 it goes exactly to the deadline.</param>
    public readonly record struct Happening(int Choice, int Milliseconds);

    private static readonly Gen<TimeSpan> Durations = Gen.Elements(0, 0.1, 0.5, 1, 2.5, 10).Select(TimeSpan.FromSeconds);

    private static readonly Gen<TimeSpan?> OptionalDurations = Gen.Frequency(
        (1, Gen.Constant<TimeSpan?>(null)),
        (1, Durations.Select(duration => (TimeSpan?)duration))
    );

    private static readonly Gen<RetrySettings> Retries =
        from type in Gen.Elements(Enum.GetValues<StartType>())
        from autorestart in Gen.Elements(Enum.GetValues<AutorestartPolicy>())
        from startDuration in Durations
        from startRetries in Gen.Elements<int?>(null, 0, 1, 3)
        from backoff in Gen.Elements(Enum.GetValues<BackoffKind>())
        from initial in Durations
        from maximum in OptionalDurations
        from jitter in Gen.Elements(0, 0.5, 1)
        from reset in OptionalDurations
        from delay in Durations
        from limit in Gen.Elements<int?>(null, 0, 1, 3)
        from window in Gen.Elements(0.5, 5, 60)
        select Policies.Retry with
        {
            Type = type,
            // A oneshot that is restarted always is refused where the configuration is read.
            Autorestart = type == StartType.Oneshot && autorestart == AutorestartPolicy.Always ? AutorestartPolicy.Unexpected : autorestart,
            StartDuration = startDuration,
            StartRetries = startRetries,
            Backoff = backoff,
            BackoffInitial = initial,
            BackoffMaximum = maximum,
            BackoffJitter = jitter,
            BackoffResetAfter = reset,
            RestartDelay = delay,
            RestartLimit = limit,
            RestartWindow = TimeSpan.FromSeconds(window),
        };

    private static readonly Gen<StopSettings> Stops =
        from wait in Durations
        from asGroup in Gen.Elements(true, false)
        from killAsGroup in Gen.Elements(true, false)
        select new StopSettings(SignalNumber.Terminate, wait, asGroup, asGroup || killAsGroup);

    public static Arbitrary<ProcessPolicy> AllPolicies { get; } =
        Retries.Zip(Stops, (retry, stop) => new ProcessPolicy(retry, stop)).ToArbitrary();

    public static Arbitrary<Happening[]> Happenings { get; } =
        Arb.From(
            Gen.Choose(0, 999)
                .Zip(Gen.Frequency((1, Gen.Constant(-1)), (1, Gen.Choose(0, 3000))), (choice, pause) => new Happening(choice, pause))
                .ArrayOf(),
            Shorter
        );

    public static ProcessScene Begin(in ProcessPolicy policy) => new() { Retry = policy.Retry, Stop = policy.Stop };

    /// <summary>Moves the clock and returns the input that comes then.</summary>
    public static ProcessInput Next(ProcessScene scene, in Happening happening)
    {
        scene.Jitter = (happening.Choice % 21 / 10.0) - 1;
        if (happening.Milliseconds >= 0)
            scene.Now += TimeSpan.FromMilliseconds(happening.Milliseconds);
        else if (scene.Status.Deadline is { } deadline && deadline > scene.Now)
            scene.Now = deadline;
        var inputs = Possible(scene.Status.Child);
        return inputs[happening.Choice % inputs.Length];
    }

    /// <summary>A world that does what it is asked: spawns are answered, children end when they are signalled, and so does their group.</summary>
    public static ProcessInput? Cooperate(in ProcessStatus status) =>
        status.Child switch
        {
            ChildPresence.Spawning => ProcessInput.Spawned(ProcessScene.Pid),
            ChildPresence.Alive => ProcessScene.Killed(SignalNumber.Terminate, groupRemains: true),
            ChildPresence.GroupOnly => ProcessInput.GroupEmptied,
            _ => null,
        };

    private static ProcessInput[] Possible(ChildPresence child)
    {
        // Deadlines come more often than requests, as they do in life.
        ProcessInput[] always =
        [
            ProcessInput.StartRequested,
            ProcessInput.DeadlinePassed,
            ProcessInput.DeadlinePassed,
            ProcessInput.DeadlinePassed,
            ProcessInput.StopRequested,
        ];
        return child switch
        {
            ChildPresence.Spawning =>
            [
                .. always,
                ProcessInput.Spawned(1),
                ProcessInput.Spawned(int.MaxValue),
                ProcessInput.SpawnFailed("no"),
            ],
            ChildPresence.Alive =>
            [
                .. always,
                ProcessScene.ExitWith(0),
                ProcessScene.ExitWith(1),
                ProcessScene.ExitWith(1, groupRemains: true),
                ProcessScene.Killed(SignalNumber.Kill, groupRemains: true),
                ProcessInput.SignalFailed("kill: EPERM"),
            ],
            ChildPresence.GroupOnly => [.. always, ProcessInput.GroupEmptied, ProcessInput.SignalFailed("kill: EPERM")],
            _ => [.. always, ProcessInput.ShutdownRequested],
        };
    }

    /// <summary>For a failing life: its halves, and itself without one happening.</summary>
    private static IEnumerable<Happening[]> Shorter(Happening[] happenings)
    {
        if (happenings.Length > 1)
            yield return happenings[..(happenings.Length / 2)];
        for (var index = 0; index < happenings.Length; index++)
            yield return [.. happenings[..index], .. happenings[(index + 1)..]];
    }
}
