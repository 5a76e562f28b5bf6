namespace Supervisor.Configuration.Values;

/// <summary>The words that may stand in place of a path.</summary>
internal enum LogFileChoiceKind
{
    Automatic,
    None,

    /// <summary>The old way to say *_syslog = true.</summary>
    Syslog,
    Path,
}
