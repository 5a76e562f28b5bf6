using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Settings;

namespace Supervisor.Configuration.Values;

/// <summary>Supervisor's level names.</summary>
internal static class LogLevelType
{
    private static readonly (string Name, DaemonLogLevel Level)[] Names =
    [
        ("critical", DaemonLogLevel.Critical),
        ("error", DaemonLogLevel.Error),
        ("warn", DaemonLogLevel.Warn),
        ("info", DaemonLogLevel.Info),
        ("debug", DaemonLogLevel.Debug),
        ("trace", DaemonLogLevel.Trace),
        ("blather", DaemonLogLevel.Blather),
    ];

    public static readonly SettingType<DaemonLogLevel> Levels = new(
        "the name of a log level",
        ValueShapes.Text,
        static (text, _) =>
        {
            foreach (var (name, level) in Names)
            {
                if (string.Equals(name, text.Trim(), StringComparison.OrdinalIgnoreCase))
                    return level;
            }
            var suggestion = Spelling.Suggestion(text.Trim(), Names.Select(entry => entry.Name), "levels");
            return Parsed<DaemonLogLevel>.Wrong($"bad logging level name '{text}'{suggestion}");
        }
    )
    {
        Choices = [.. Names.Select(entry => entry.Name)],
    };
}
