using System.Collections.Immutable;

namespace Supervisorctl;

/// <summary>What the command line says: the file, the command and its words.</summary>
/// <param name="Mistake">Why the rest means nothing, or null.</param>
internal sealed record ControlRequest(string? ConfigurationFile, string Command, ImmutableArray<string> Words, string? Mistake)
{
    /// <summary>Options end at the first word that is none; the words are joined and split again, as scripts rely on.</summary>
    public static ControlRequest Parse(IReadOnlyList<string> arguments)
    {
        string? file = null;
        var index = 0;
        while (index < arguments.Count && arguments[index].StartsWith('-'))
        {
            var option = arguments[index++];
            if (option is "-h" or "--help" or "-?")
                return new ControlRequest(null, "help", [], null);
            if (option is "-v" or "--version")
                return new ControlRequest(null, "version", [], null);
            if (option.StartsWith("--configuration=", StringComparison.Ordinal))
                file = option["--configuration=".Length..];
            else if (option is not ("-c" or "--configuration"))
                return Wrong($"option {option} not recognized");
            else if (index == arguments.Count)
                return Wrong($"option {option} requires argument");
            else
                file = arguments[index++];
        }
        var words = string.Join(' ', arguments.Skip(index)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [var command, .. var rest]
            ? new ControlRequest(file, command, [.. rest], null)
            : new ControlRequest(file, "help", [], null);
    }

    private static ControlRequest Wrong(string mistake) => new(null, "", [], mistake);
}
