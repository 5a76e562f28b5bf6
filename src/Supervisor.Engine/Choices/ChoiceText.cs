using System.Collections.Immutable;
using System.Text;

namespace Supervisor.Engine.Choices;

/// <summary>
/// What was chosen, as the text of a file: a line for each disabled process. People may read it, and change it while the daemon does not run.
/// </summary>
public static class ChoiceText
{
    private const string FirstLine = "# supervisor choices, version 1";
    private const string Disabled = "disabled ";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="identifier">Whose choices these are, for people.</param>
    /// <param name="configuration">Likewise: the root file.</param>
    public static byte[] Write(ImmutableHashSet<ProcessName> disabled, string identifier, string configuration)
    {
        ArgumentNullException.ThrowIfNull(disabled);
        var text = new StringBuilder()
            .Append(FirstLine)
            .Append("\n# of ")
            .Append(identifier)
            .Append(" with ")
            .Append(configuration.ReplaceLineEndings(" "))
            .Append("\n# What is disabled does not start by itself: see supervisorctl disable, supervisorctl enable.\n");
        foreach (var name in disabled.OrderBy(name => name.Group, StringComparer.Ordinal).ThenBy(name => name.Name, StringComparer.Ordinal))
            text.Append(Disabled).Append(name.DisplayName).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Null, and what is wrong, when it is no such text.</summary>
    public static ImmutableHashSet<ProcessName>? TryRead(ReadOnlySpan<byte> content, out string mistake)
    {
        mistake = "";
        if (Decode(content) is not { } text)
        {
            mistake = "it is no UTF-8";
            return null;
        }
        var lines = text.Split('\n');
        if (lines[0].TrimEnd() != FirstLine)
        {
            mistake = $"its first line is not \"{FirstLine}\"";
            return null;
        }
        var disabled = ImmutableHashSet.CreateBuilder<ProcessName>();
        for (var index = 1; index < lines.Length; index++)
        {
            var line = lines[index].Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (NameIn(line) is not { } name)
            {
                mistake = $"line {index + 1} is not \"{Disabled}\" and the name of a process";
                return null;
            }
            disabled.Add(name);
        }
        return disabled.ToImmutable();
    }

    private static ProcessName? NameIn(string line)
    {
        if (!line.StartsWith(Disabled, StringComparison.Ordinal))
            return null;
        var text = line[Disabled.Length..].Trim();
        foreach (var character in text)
        {
            if (char.IsControl(character) || character is ' ' or '/')
                return null;
        }
        var selector = ProcessSelector.Parse(text);
        return selector is { Group.Length: > 0, Name.Length: > 0 } ? new ProcessName(selector.Group, selector.Name) : null;
    }

    private static string? Decode(ReadOnlySpan<byte> content)
    {
        try
        {
            return Strict.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
