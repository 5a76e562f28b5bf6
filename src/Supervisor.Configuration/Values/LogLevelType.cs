using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Settings;

namespace Supervisor.Configuration.Values;

/// <summary>Supervisor's level names.</summary>
internal static class LogLevelType
{
    /// <summary>Each level's name is its own, in lower case.</summary>
    private static readonly DaemonLogLevel[] Known =
    [
        DaemonLogLevel.Critical,
        DaemonLogLevel.Error,
        DaemonLogLevel.Warn,
        DaemonLogLevel.Info,
        DaemonLogLevel.Debug,
        DaemonLogLevel.Trace,
        DaemonLogLevel.Blather,
    ];

    private static readonly string[] Names = Array.ConvertAll(Known, static level => level.ToString().ToLowerInvariant());

    public static readonly SettingType<DaemonLogLevel> Levels = new(
        "the name of a log level",
        ValueShapes.Text,
        static (text, _) =>
        {
            var place = Array.FindIndex(Names, name => string.Equals(name, text.Trim(), StringComparison.OrdinalIgnoreCase));
            if (place >= 0)
                return Known[place];
            var suggestion = Spelling.Suggestion(text.Trim(), Names, "levels");
            return Parsed<DaemonLogLevel>.Wrong($"bad logging level name '{text}'{suggestion}");
        }
    )
    {
        Choices = [.. Names],
    };
}
