using System.Collections.Immutable;
using Supervisor.Toml;

namespace Supervisor.Configuration.Values;

/// <summary>An array of exit statuses from 0 to 255; one number is an array of one, and text that expands to "0,2" is taken too.</summary>
internal sealed class ExitCodesType()
    : SettingType<ImmutableArray<int>>(
        "an array of integers from 0 to 255",
        ValueShapes.Array | ValueShapes.WholeNumber | ValueShapes.Text,
        static (text, _) => ParseList(text),
        static value =>
            value is not TomlInteger integer ? null
            : integer.Value is >= 0 and <= 255 ? ImmutableArray.Create((int)integer.Value)
            : Parsed<ImmutableArray<int>>.Wrong($"not a valid list of exit codes: '{integer.Value}'")
    )
{
    /// <summary>The default is one array for all programs.</summary>
    public static readonly ImmutableArray<int> Default = [0];

    public override bool TryRead(TomlValue value, ReadContext context, out ImmutableArray<int> result)
    {
        if (value is not TomlArray array)
            return base.TryRead(value, context, out result);
        var codes = ImmutableArray.CreateBuilder<int>(array.Count);
        foreach (var element in array)
        {
            // One element is read as if it stood alone; an array in the array is refused.
            if (element is TomlArray)
                context.ReportWrongType(element, Description);
            else if (base.TryRead(element, context, out var one))
                codes.AddRange(one);
            else
                codes.Add(-1);
        }
        result = codes.ToImmutable();
        if (result.Length == 1 && result[0] == 0)
            result = Default;
        return codes.Count >= array.Count && !result.Contains(-1);
    }

    private static Parsed<ImmutableArray<int>> ParseList(string text)
    {
        var codes = ImmutableArray.CreateBuilder<int>();
        foreach (var word in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (BasicTypes.ParseInteger(word) is not (>= 0 and <= 255 and var code))
                return Parsed<ImmutableArray<int>>.Wrong($"not a valid list of exit codes: '{text}'");
            codes.Add((int)code);
        }
        return codes.ToImmutable();
    }
}
