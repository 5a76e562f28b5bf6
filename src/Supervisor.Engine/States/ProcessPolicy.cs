using Supervisor.Configuration.Settings;

namespace Supervisor.Engine.States;

/// <summary>The settings that decisions depend on.</summary>
public readonly record struct ProcessPolicy(RetrySettings Retry, StopSettings Stop)
{
    public static ProcessPolicy Of(ProcessSettings settings) => new(settings.Retry, settings.Stop);
}
