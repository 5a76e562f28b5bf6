using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Supervisor.Toml;

namespace Supervisor.Configuration.Values;

/// <summary>An array of strings; a single string is an array of one. A mistake is reported at its element.</summary>
internal sealed class TextListType(string description)
    : SettingType<ImmutableArray<LocatedText>>(
        description,
        ValueShapes.Array | ValueShapes.Text,
        static (text, _) => Parsed<ImmutableArray<LocatedText>>.Wrong(text)
    )
{
    public static readonly TextListType Strings = new("an array of strings");

    public override bool TryRead(TomlValue value, ReadContext context, [MaybeNullWhen(false)] out ImmutableArray<LocatedText> result)
    {
        result = [];
        if (value is not (TomlArray or TomlString))
        {
            context.ReportWrongType(value, Description);
            return false;
        }
        var elements = ImmutableArray.CreateBuilder<LocatedText>();
        var good = true;
        foreach (var element in value as TomlArray as IEnumerable<TomlValue> ?? [value])
            good &= TryAdd(element, context, elements);
        result = elements.ToImmutable();
        return good;
    }

    private bool TryAdd(TomlValue element, ReadContext context, ImmutableArray<LocatedText>.Builder elements)
    {
        if (element is not TomlString text)
        {
            context.ReportWrongType(element, Description);
            return false;
        }
        if (!context.TryExpand(text, out var expanded))
            return false;
        var word = expanded.Trim();
        if (word.Contains(',', StringComparison.Ordinal))
        {
            var words = word.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            context.Report(text.Span, $"a list is an array here: write [{string.Join(", ", words.Select(item => $"\"{item}\""))}]");
            return false;
        }
        elements.Add(new LocatedText(word, element.Span));
        return true;
    }
}
