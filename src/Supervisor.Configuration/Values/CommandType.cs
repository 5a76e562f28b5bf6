using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Supervisor.Configuration.Settings;
using Supervisor.Toml;

namespace Supervisor.Configuration.Values;

/// <summary>A command: a string that is split by shell word rules, or an array that is taken as it is.</summary>
internal sealed class CommandType()
    : SettingType<CommandSettings>("a string or an array of strings", ValueShapes.Text | ValueShapes.Array, static (text, _) => Split(text))
{
    public override bool TryRead(TomlValue value, ReadContext context, [MaybeNullWhen(false)] out CommandSettings result)
    {
        result = null;
        if (value is TomlArray array)
            result = ReadArray(array, context);
        else if (!base.TryRead(value, context, out result))
            return false;
        if (result?.Mistake is { } mistake)
        {
            var reason = mistake.Length == 0 ? "command is empty" : $"can't parse command '{result.Text}': {mistake}";
            context.Load.Diagnostics.Warn(
                context.Table.File,
                value.Span,
                $"'{context.Key}' in [{context.Table.Title}]: {reason}; it will not start"
            );
        }
        return result is not null;
    }

    private static CommandSettings Split(string text)
    {
        var (words, mistake) = ShellWords.Split(text);
        return new CommandSettings(text, words, mistake ?? (words.Length == 0 ? "" : null));
    }

    private static CommandSettings? ReadArray(TomlArray array, ReadContext context)
    {
        var words = ImmutableArray.CreateBuilder<string>(array.Count);
        foreach (var element in array)
        {
            if (element is not TomlString text)
                context.ReportWrongType(element, "a string or an array of strings");
            else if (context.TryExpand(text, out var word))
                words.Add(word);
        }
        if (words.Count < array.Count)
            return null;
        return new CommandSettings(string.Join(' ', words), words.ToImmutable(), words.Count == 0 ? "" : null);
    }
}
