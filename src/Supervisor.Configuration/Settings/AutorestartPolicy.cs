namespace Supervisor.Configuration.Settings;

/// <summary>When a program that was up and exited by itself is started again.</summary>
public enum AutorestartPolicy
{
    Never,

    /// <summary>Only when its exit status is not among exitcodes.</summary>
    Unexpected,
    Always,
}
