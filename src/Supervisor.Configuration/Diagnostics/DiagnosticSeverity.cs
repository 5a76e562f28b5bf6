namespace Supervisor.Configuration.Diagnostics;

/// <summary>How much a diagnostic matters; the daemon logs them at INFO, WARN and ERRO.</summary>
public enum DiagnosticSeverity
{
    Note,
    Warning,

    /// <summary>The configuration is not used.</summary>
    Error,
}
