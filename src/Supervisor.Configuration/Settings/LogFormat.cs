namespace Supervisor.Configuration.Settings;

/// <summary>What a child log holds per line.</summary>
public enum LogFormat
{
    /// <summary>The bytes as they came.</summary>
    Raw,

    /// <summary>Timestamp, program name, line.</summary>
    Time,

    /// <summary>One JSON object a line.</summary>
    Json,
}
