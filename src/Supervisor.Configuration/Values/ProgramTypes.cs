using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Settings;
using Supervisor.Posix;
using Supervisor.Toml;

namespace Supervisor.Configuration.Values;

/// <summary>The types that only programs need.</summary>
internal static class ProgramTypes
{
    public static readonly SettingType<SignalNumber> Signal = new(
        "the name or number of a signal",
        ValueShapes.Text | ValueShapes.WholeNumber,
        static (text, _) =>
            SignalNumber.TryParse(text, out var signal) ? signal
            : BasicTypes.ParseInteger(text) is not null ? Parsed<SignalNumber>.Wrong($"value '{text}' is not a valid signal number")
            : Parsed<SignalNumber>.Wrong(
                $"value '{text}' is not a valid signal name{Spelling.Suggestion(text.Trim(), SignalNumber.KnownNames, "known names")}"
            )
    )
    {
        IntegerIsText = true,
    };

    public static readonly SettingType<AutorestartPolicy> Autorestart = new(
        "true, false or \"unexpected\"",
        ValueShapes.Boolean | ValueShapes.Text,
        static (text, _) =>
            string.Equals(text.Trim(), "unexpected", StringComparison.OrdinalIgnoreCase) ? AutorestartPolicy.Unexpected
            : BasicTypes.ParseBoolean(text) is { } always ? FromBoolean(always)
            : Parsed<AutorestartPolicy>.Wrong($"invalid 'autorestart' value '{text}'; use true, false or \"unexpected\""),
        static value => value is TomlBoolean boolean ? FromBoolean(boolean.Value) : null
    )
    {
        Choices = ["unexpected"],
    };

    /// <summary>Null is without end, written "infinite" or -1.</summary>
    public static readonly SettingType<int?> StartRetries = new(
        "an integer or \"infinite\"",
        ValueShapes.WholeNumber | ValueShapes.Text,
        static (text, _) =>
            string.Equals(text.Trim(), "infinite", StringComparison.OrdinalIgnoreCase) ? new Parsed<int?>(null, null)
            : BasicTypes.ParseInteger(text) is { } number ? FromRetries(number)
            : Parsed<int?>.Wrong($"neither an integer nor \"infinite\": '{text}'"),
        static value => value is TomlInteger integer ? FromRetries(integer.Value) : null
    )
    {
        Choices = ["infinite"],
    };

    /// <summary>AUTO is null: the first server's address.</summary>
    public static readonly SettingType<string?> ServerUrl = new(
        "a URL or AUTO",
        ValueShapes.Text,
        static (text, _) =>
            text.Trim() is "" || string.Equals(text.Trim(), "AUTO", StringComparison.OrdinalIgnoreCase)
                ? new Parsed<string?>(null, null)
                : text.Trim()
    );

    private static AutorestartPolicy FromBoolean(bool always) => always ? AutorestartPolicy.Always : AutorestartPolicy.Never;

    private static Parsed<int?> FromRetries(long number) =>
        number == -1 ? new Parsed<int?>(null, null)
        : number is >= 0 and <= int.MaxValue ? (int)number
        : Parsed<int?>.Wrong($"{number} is not an integer of at least 0, or -1 for \"infinite\"");
}
