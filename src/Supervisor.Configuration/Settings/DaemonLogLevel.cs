namespace Supervisor.Configuration.Settings;

/// <summary>Supervisor's levels with its numbers; a line is written when its number is at least the configured one.</summary>
public enum DaemonLogLevel
{
    Blather = 3,
    Trace = 5,
    Debug = 10,
    Info = 20,
    Warn = 30,
    Error = 40,
    Critical = 50,
}
