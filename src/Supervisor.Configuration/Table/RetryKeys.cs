using System.Collections.Immutable;
using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Values;

namespace Supervisor.Configuration.Table;

/// <summary>The keys of a program that say when it counts as started, and when it is started again.</summary>
internal static class RetryKeys
{
    public static readonly SettingKey<bool> Autostart = new("autostart", BasicTypes.Boolean, true, "true")
    {
        Help = "Start it when the daemon starts.",
        SameForProcess = Agreement.OfProcesses(process => process.Autostart),
    };

    public static readonly SettingKey<StartType> Type = new(
        "type",
        BasicTypes.Choice(("simple", StartType.Simple), ("oneshot", StartType.Oneshot), ("forking", StartType.Forking)),
        StartType.Simple,
        "\"simple\""
    )
    {
        Help = "simple stays up; oneshot runs once and is done when it exits with one of exitcodes, and is tried again when it fails.",
        Needs = ChangeNeeds.RestartProcess,
        SameForProcess = Agreement.OfProcesses(process => process.Retry.Type),
    };

    public static readonly SettingKey<AutorestartPolicy> Autorestart = new(
        "autorestart",
        ProgramTypes.Autorestart,
        AutorestartPolicy.Unexpected,
        "\"unexpected\""
    )
    {
        Help = "Start it again when it exits after having been up: always, never, or only with a status that is not among exitcodes.",
        SameForProcess = Agreement.OfProcesses(process => process.Retry.Autorestart),
    };

    public static readonly SettingKey<ImmutableArray<int>> ExitCodes = new("exitcodes", new ExitCodesType(), ExitCodesType.Default, "[0]")
    {
        Help = "The exit statuses that are expected.",
        SameForProcess = (left, right) => Agreement.Same(left.Retry.ExitCodes, right.Retry.ExitCodes),
    };

    public static readonly SettingKey<TimeSpan> StartDuration = new("startsecs", QuantityTypes.Duration, TimeSpan.FromSeconds(1), "1")
    {
        Help = "It must stay up longer than this to count as started; 0 by default for a oneshot, which may end sooner.",
        SameForProcess = Agreement.OfProcesses(process => process.Retry.StartDuration),
    };

    public static readonly SettingKey<int?> StartRetries = new("startretries", ProgramTypes.StartRetries, 3, "3")
    {
        Help = "How often a failed start is tried again before it is FATAL; \"infinite\" or -1 without end.",
        SameForProcess = Agreement.OfProcesses(process => process.Retry.StartRetries),
    };

    public static readonly SettingKey<BackoffKind> Backoff = new(
        "backoff",
        BasicTypes.Choice(("linear", BackoffKind.Linear), ("constant", BackoffKind.Constant), ("exponential", BackoffKind.Exponential)),
        BackoffKind.Linear,
        "\"linear\""
    )
    {
        Help = "How the wait between failed starts grows.",
        SameForProcess = Agreement.OfProcesses(process => process.Retry.Backoff),
    };

    public static readonly SettingKey<TimeSpan> BackoffInitial = new(
        "backoff_initial",
        QuantityTypes.Duration,
        TimeSpan.FromSeconds(1),
        "1"
    )
    {
        Help = "The wait after the first failed start.",
        SameForProcess = Agreement.OfProcesses(process => process.Retry.BackoffInitial),
    };

    public static readonly SettingKey<TimeSpan?> BackoffMaximum = new("backoff_max", QuantityTypes.OptionalDuration, null, "")
    {
        Help = "The longest wait between failed starts; without it the wait grows for ever.",
        SameForProcess = Agreement.OfProcesses(process => process.Retry.BackoffMaximum),
    };

    public static readonly SettingKey<double> BackoffMultiplier = new(
        "backoff_multiplier",
        BasicTypes.Number(1, double.PositiveInfinity),
        2,
        "2"
    )
    {
        Help = "By how much an exponential wait grows each time.",
        SameForProcess = Agreement.OfProcesses(process => process.Retry.BackoffMultiplier),
        Check = static value => double.IsInfinity(value) ? "must be a finite number" : null,
    };

    public static readonly SettingKey<double> BackoffJitter = new("backoff_jitter", BasicTypes.Number(0, 1), 0, "0")
    {
        Help = "From 0 to 1: by which part of itself a wait is made longer or shorter at random.",
        SameForProcess = Agreement.OfProcesses(process => process.Retry.BackoffJitter),
    };

    public static readonly SettingKey<TimeSpan?> BackoffResetAfter = new("backoff_reset_after", QuantityTypes.OptionalDuration, null, "")
    {
        Help = "Being up for so long forgets earlier failures; without it reaching RUNNING does.",
        SameForProcess = Agreement.OfProcesses(process => process.Retry.BackoffResetAfter),
    };

    public static readonly SettingKey<TimeSpan> RestartDelay = new("restart_delay", QuantityTypes.Duration, TimeSpan.Zero, "0")
    {
        Help = "The wait before a restart after a run that was up.",
        SameForProcess = Agreement.OfProcesses(process => process.Retry.RestartDelay),
    };

    public static readonly SettingKey<int?> RestartLimit = new("restart_limit", BasicTypes.OptionalInteger(0, int.MaxValue), null, "")
    {
        Help = "How many restarts are allowed within restart_window; the next one is FATAL instead.",
        SameForProcess = Agreement.OfProcesses(process => process.Retry.RestartLimit),
    };

    public static readonly SettingKey<TimeSpan> RestartWindow = new(
        "restart_window",
        QuantityTypes.Duration,
        TimeSpan.FromSeconds(60),
        "60"
    )
    {
        Help = "The time over which restart_limit counts.",
        SameForProcess = Agreement.OfProcesses(process => process.Retry.RestartWindow),
        Check = static value => value > TimeSpan.Zero ? null : "must be longer than 0",
    };

    public static readonly ImmutableArray<SettingKey> All =
    [
        Type,
        Autostart,
        Autorestart,
        ExitCodes,
        StartDuration,
        StartRetries,
        Backoff,
        BackoffInitial,
        BackoffMaximum,
        BackoffMultiplier,
        BackoffJitter,
        BackoffResetAfter,
        RestartDelay,
        RestartLimit,
        RestartWindow,
    ];
}
