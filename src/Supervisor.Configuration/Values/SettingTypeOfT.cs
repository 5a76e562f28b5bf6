using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Supervisor.Toml;

namespace Supervisor.Configuration.Values;

/// <summary>
/// How a value is read. Text is expanded first and then parsed, also where a number or boolean is wanted: `numprocs = "%(ENV_WORKERS)s"`.
/// </summary>
/// <param name="description">What is wanted, with its article.</param>
/// <param name="parse">Reads expanded text, or an argument of the command line.</param>
/// <param name="native">Reads a value that is no string; null from it means that another type is wanted.</param>
internal class SettingType<T>(
    string description,
    ValueShapes shapes,
    Func<string, ReadContext, Parsed<T>> parse,
    Func<TomlValue, Parsed<T>?>? native = null
) : SettingType(description, shapes)
{
    /// <summary>A number is taken as if it were quoted: user = 1000, port = 9001.</summary>
    public bool IntegerIsText { get; init; }

    public Parsed<T> Parse(string text, ReadContext context) => parse(text, context);

    /// <summary>False when the value is wrong; why has then been reported.</summary>
    public virtual bool TryRead(TomlValue value, ReadContext context, [MaybeNullWhen(false)] out T result)
    {
        Parsed<T>? parsed;
        if (value is TomlString text)
        {
            if (!context.TryExpand(text, out var expanded))
            {
                result = default;
                return false;
            }
            parsed = parse(expanded, context);
        }
        else if (IntegerIsText && value is TomlInteger integer)
        {
            parsed = parse(integer.Value.ToString(CultureInfo.InvariantCulture), context);
        }
        else
        {
            parsed = native?.Invoke(value);
        }
        if (parsed is not { } read)
            context.ReportWrongType(value, Description);
        else if (read.Mistake is not null)
            context.Report(value.Span, read.Mistake);
        result = parsed.GetValueOrDefault().Value!;
        return parsed is { Mistake: null };
    }
}
