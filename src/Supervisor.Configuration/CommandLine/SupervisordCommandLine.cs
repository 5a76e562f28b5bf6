using System.Collections.Immutable;
using System.Text;
using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Table;

namespace Supervisor.Configuration.CommandLine;

/// <summary>
/// The command line of supervisord. It is not System.CommandLine because building that library's model costs more time than the rest of the
/// start, and the first program should run within 100 ms of the command.
/// </summary>
public static class SupervisordCommandLine
{
    private const string ConfigurationOption = "configuration";
    private const string CheckOption = "check";
    private const string ProfileOption = "profile_options";

    private static readonly ImmutableArray<CommandLineOption> OwnOptions =
    [
        new('c', ConfigurationOption, "FILENAME") { Help = "configuration file path (searches if not given)" },
        new(null, CheckOption, null) { Help = "check the configuration, print what would run, and exit" },
        new('h', "help", null) { Help = "print this usage message and exit" },
        new('v', "version", null) { Help = "print supervisord version number and exit" },
        new(null, ProfileOption, "OPTIONS") { Help = "accepted for compatibility, has no effect" },
    ];

    /// <summary>Every option, in the order of the help.</summary>
    public static ImmutableArray<CommandLineOption> Options { get; } = [.. OwnOptions, .. SupervisordOptions.All];

    /// <param name="arguments">Without argv[0].</param>
    public static CommandLineRequest Parse(IReadOnlyList<string> arguments)
    {
        var overrides = new Dictionary<string, string>(StringComparer.Ordinal);
        var warnings = ImmutableArray.CreateBuilder<string>();
        string? file = null;
        var checksOnly = false;
        var scanner = new OptionScanner(arguments);
        while (scanner.MoveNext())
        {
            if (TakeOption(scanner, out var option, out var argument) is { } mistake)
                return new CommandLineRequest.Mistake(mistake);
            switch (option.LongName)
            {
                case "help":
                    return new CommandLineRequest.ShowHelp(Help());
                case "version":
                    return new CommandLineRequest.ShowVersion();
                case ConfigurationOption:
                    file = argument;
                    break;
                case CheckOption:
                    checksOnly = true;
                    break;
                case ProfileOption:
                    warnings.Add($"--{ProfileOption} has no effect: there is no profiler");
                    break;
                default:
                    overrides[option.Key] = argument;
                    break;
            }
        }
        return new CommandLineRequest.Run(file, checksOnly, new CommandLineOverrides(overrides), warnings.ToImmutable());
    }

    /// <summary>The present option with its argument, or what is wrong with it.</summary>
    private static string? TakeOption(OptionScanner scanner, out CommandLineOption option, out string argument)
    {
        option = OwnOptions[0];
        argument = option.FlagValue;
        if (!scanner.IsOption)
            return $"positional arguments are not supported: '{scanner.Word}'";
        if (Find(scanner.Word) is not { } found)
            return $"option {scanner.Word} not recognized{Suggestion(scanner.Word)}";
        option = found;
        argument = option.FlagValue;
        if (option.IsFlag)
            return scanner.HasAttachedArgument ? $"option {scanner.Word} must not have an argument" : null;
        if (scanner.TakeArgument() is not { } taken)
            return $"option {scanner.Word} requires argument";
        argument = taken;
        return null;
    }

    /// <summary>The text of --help, made from the settings table.</summary>
    public static string Help()
    {
        var text = new StringBuilder("supervisord -- run a set of applications as daemons.\n\nUsage: supervisord [options]\n\nOptions:\n");
        foreach (var option in Options)
        {
            text.Append(option.DisplayName);
            if (option.Argument is { } argument)
                text.Append(' ').Append(argument);
            text.Append(" -- ").Append(option.Help).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Long names must be written out: a shortened one would change its meaning when an option is added.</summary>
    private static CommandLineOption? Find(string word) =>
        word == "-?" ? OwnOptions.First(option => option.LongName == "help")
        : word.StartsWith("--", StringComparison.Ordinal) ? Options.FirstOrDefault(option => option.LongName == word[2..])
        : Options.FirstOrDefault(option => option.Letter == word[1]);

    private static string Suggestion(string word) =>
        word.StartsWith("--", StringComparison.Ordinal)
        && Spelling.Nearest(word[2..], Options.Select(option => option.LongName)) is { } near
            ? $"; did you mean --{near}?"
            : "";
}
