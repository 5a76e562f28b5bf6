using Supervisor.Configuration.Settings;

namespace Supervisor.Configuration.Values;

/// <summary>What a *_logfile key says.</summary>
internal readonly record struct LogFileChoice(LogFileChoiceKind Kind, LogFileTarget.Path? Path);
