using System.Collections.Immutable;
using Supervisor.Configuration.Table;

namespace Supervisor.Packaging;

/// <summary>An option of a command line with what its argument may be.</summary>
internal sealed record OptionEntry(CommandLineOption Option, ArgumentKind Kind, ImmutableArray<string> Choices)
{
    /// <summary>The words on the command line, the letter first.</summary>
    public IEnumerable<string> Words => Option.Letter is { } letter ? [$"-{letter}", $"--{Option.LongName}"] : [$"--{Option.LongName}"];

    /// <param name="table">Where the keys of options are.</param>
    public static OptionEntry Of(CommandLineOption option, TableDefinition table)
    {
        ImmutableArray<string> choices = table.Keys.FirstOrDefault(key => key.Option == option)?.Type.Choices ?? [];
        return new OptionEntry(option, KindOf(option, choices), choices);
    }

    private static ArgumentKind KindOf(CommandLineOption option, ImmutableArray<string> choices) =>
        option.Argument switch
        {
            _ when !choices.IsEmpty => ArgumentKind.Choice,
            "FILENAME" => ArgumentKind.File,
            "DIRECTORY" => ArgumentKind.Directory,
            "USER" => ArgumentKind.Account,
            _ => ArgumentKind.Free,
        };
}
