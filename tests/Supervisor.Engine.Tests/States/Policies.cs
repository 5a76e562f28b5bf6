using Supervisor.Configuration.Settings;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.States;

/// <summary>Settings as a program has them that sets none of its own.</summary>
internal static class Policies
{
    public static readonly RetrySettings Retry = new()
    {
        Autorestart = AutorestartPolicy.Unexpected,
        ExitCodes = [0],
        StartDuration = TimeSpan.FromSeconds(1),
        StartRetries = 3,
        Backoff = BackoffKind.Linear,
        BackoffInitial = TimeSpan.FromSeconds(1),
        BackoffMaximum = null,
        BackoffMultiplier = 2,
        BackoffJitter = 0,
        BackoffResetAfter = null,
        RestartDelay = TimeSpan.Zero,
        RestartLimit = null,
        RestartWindow = TimeSpan.FromSeconds(60),
    };

    public static readonly StopSettings Stop = new(SignalNumber.Terminate, TimeSpan.FromSeconds(10), AsGroup: false, KillAsGroup: false);
}
