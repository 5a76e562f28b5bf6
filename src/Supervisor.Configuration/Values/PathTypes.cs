using Supervisor.Configuration.Settings;

namespace Supervisor.Configuration.Values;

/// <summary>Files and directories. Relative ones are seen from the directory that the daemon was started in, and absolute from then on.</summary>
internal static class PathTypes
{
    /// <summary>A file whose directory must exist.</summary>
    public static readonly SettingType<string?> File = new(
        "the path of a file",
        ValueShapes.Text,
        static (text, context) =>
            Located(text, context) is { Mistake: { } mistake } ? Parsed<string?>.Wrong(mistake) : context.Load.AbsolutePath(text.Trim())
    );

    /// <summary>A file for which nothing needs to exist yet.</summary>
    public static readonly SettingType<string?> AnyFile = new(
        "the path of a file",
        ValueShapes.Text,
        static (text, context) =>
            text.Trim().Length == 0 ? Parsed<string?>.Wrong("the path is empty") : context.Load.AbsolutePath(text.Trim())
    );

    public static readonly SettingType<string?> ExistingDirectory = new(
        "the path of a directory",
        ValueShapes.Text,
        static (text, context) =>
        {
            var path = text.Trim();
            if (path.Length == 0)
                return Parsed<string?>.Wrong("the path is empty");
            var absolute = context.Load.AbsolutePath(path);
            return context.Load.DirectoryExists(absolute) ? absolute : Parsed<string?>.Wrong($"{path} is not an existing directory");
        }
    );

    /// <summary>A directory that may appear later: a program's is looked at when the program starts, the state's is made.</summary>
    public static readonly SettingType<string?> Directory = new(
        "the path of a directory",
        ValueShapes.Text,
        static (text, context) =>
            text.Trim().Length == 0 ? Parsed<string?>.Wrong("the path is empty") : context.Load.AbsolutePath(text.Trim())
    );

    public static readonly SettingType<LogFileChoice> ChildLog = new(
        "the path of a file, or AUTO, NONE or syslog",
        ValueShapes.Text,
        static (text, context) =>
            text.Trim().ToUpperInvariant() switch
            {
                "NONE" or "OFF" => new LogFileChoice(LogFileChoiceKind.None, null),
                "AUTO" => new LogFileChoice(LogFileChoiceKind.Automatic, null),
                "SYSLOG" => new LogFileChoice(LogFileChoiceKind.Syslog, null),
                _ => Located(text, context) is { Mistake: { } mistake }
                    ? Parsed<LogFileChoice>.Wrong(mistake)
                    : new LogFileChoice(LogFileChoiceKind.Path, new LogFileTarget.Path(context.Load.AbsolutePath(text.Trim()))),
            }
    );

    /// <summary>The daemon's own log.</summary>
    public static readonly SettingType<LogFileChoice> DaemonLog = new(
        "the path of a file, or syslog",
        ValueShapes.Text,
        static (text, context) =>
            text.Trim().ToUpperInvariant() switch
            {
                "SYSLOG" => new LogFileChoice(LogFileChoiceKind.Syslog, null),
                "NONE" or "OFF" or "AUTO" => Parsed<LogFileChoice>.Wrong(
                    $"'{text.Trim()}' has a meaning only for the logs of programs; write /dev/null to keep no log"
                ),
                _ => ChildLog.Parse(text, context),
            }
    );

    private static Parsed<string> Located(string text, ReadContext context)
    {
        var path = text.Trim();
        if (path.Length == 0)
            return Parsed<string>.Wrong("the path is empty");
        var absolute = context.Load.AbsolutePath(path);
        var directory = Path.GetDirectoryName(absolute) ?? "/";
        if (!context.Load.DirectoryExists(directory))
            return Parsed<string>.Wrong($"The directory named as part of the path {path} does not exist: {directory}");
        if (path.EndsWith('/') || context.Load.DirectoryExists(absolute))
            return Parsed<string>.Wrong($"{path} is a directory, not a file");
        return absolute;
    }
}
