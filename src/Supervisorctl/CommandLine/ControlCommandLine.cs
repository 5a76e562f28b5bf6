using Supervisor.Configuration.CommandLine;

namespace Supervisorctl.CommandLine;

/// <summary>
/// The command line of supervisorctl. Options end at the first word that is none, so that "tail -f web" needs no quotes; long ones may be
/// shortened as getopt_long(3) allows.
/// </summary>
internal static class ControlCommandLine
{
    private static readonly string[] LongNames =
    [
        "configuration",
        "help",
        "history-file",
        "history_file",
        "interactive",
        "password",
        "serverurl",
        "username",
        "version",
    ];

    public const string Help = """
        supervisorctl -- control the programs that supervisord runs.

        Usage: supervisorctl [options] [action [arguments]]

        Options:
        -c/--configuration FILENAME -- configuration file path (searches if not given)
        -h/--help -- print usage message and exit
        -i/--interactive -- start an interactive shell after executing commands
        -s/--serverurl URL -- URL on which supervisord server is listening
             (default "http://localhost:9001", or the first server in the file)
        -u/--username USERNAME -- username to use for authentication with server
        -p/--password PASSWORD -- password to use for authentication with server
        -r/--history-file FILENAME -- keep the history of the shell in a file
        -v/--version -- print the version of supervisorctl and exit

        Without an action a shell is started that reads actions. The action "help"
        lists them, and "help ACTION" tells of one.

        """;

    /// <param name="options">What was asked for; as far as it was read where there is a mistake.</param>
    /// <param name="mistake">What is wrong with the command line.</param>
    public static bool TryParse(IReadOnlyList<string> arguments, out ControlOptions options, out string mistake)
    {
        options = new ControlOptions();
        mistake = "";
        var given = new HashSet<char>();
        var scanner = new OptionScanner(arguments);
        while (scanner.MoveNext())
        {
            if (!scanner.IsOption)
            {
                options = options with { Line = string.Join(' ', arguments.Skip(scanner.FirstWord)) };
                break;
            }
            if (Letter(scanner.Word, out mistake) is not { } letter)
                return false;
            if (letter is 'h' or 'v')
            {
                options = options with { WantsHelp = letter is 'h', WantsVersion = letter is 'v' };
                return true;
            }
            var takesArgument = letter is not 'i';
            if (!takesArgument && scanner.HasAttachedArgument)
                mistake = $"option {scanner.Word} must not have an argument";
            var argument = takesArgument ? scanner.TakeArgument() : "";
            if (argument is null)
                mistake = $"option {scanner.Word} requires argument";
            else if (letter is 's' && !IsUrl(argument))
                mistake = $"invalid value for {scanner.Word} '{argument}': value '{argument}' is not a URL";
            else if (!given.Add(letter))
                mistake = $"conflicting command line option '{scanner.Word}'";
            if (mistake.Length > 0)
                return false;
            options = With(options, letter, argument!);
        }
        return true;
    }

    private static ControlOptions With(ControlOptions options, char letter, string argument) =>
        letter switch
        {
            'c' => options with { ConfigurationFile = argument },
            'i' => options with { IsInteractive = true },
            's' => options with { ServerUrl = argument },
            'u' => options with { UserName = argument },
            'p' => options with { Password = argument },
            _ => options with { HistoryFile = argument },
        };

    /// <summary>The option's letter, or null and why there is none.</summary>
    private static char? Letter(string word, out string mistake)
    {
        mistake = "";
        if (word == "-?")
            return 'h';
        if (!word.StartsWith("--", StringComparison.Ordinal))
        {
            if (word is ['-', 'c' or 'h' or 'i' or 's' or 'u' or 'p' or 'r' or 'v'])
                return word[1];
            mistake = $"option {word} not recognized";
            return null;
        }
        var found = Array.FindAll(LongNames, name => name.StartsWith(word[2..], StringComparison.Ordinal));
        if (found.Length > 0 && Array.TrueForAll(found, name => LetterOf(name) == LetterOf(found[0])))
            return LetterOf(found[0]);
        if (Array.IndexOf(found, word[2..]) >= 0)
            return LetterOf(word[2..]);
        mistake = found.Length == 0 ? $"option {word} not recognized" : $"option {word} not a unique prefix";
        return null;
    }

    private static char LetterOf(string longName) => longName.StartsWith("hi", StringComparison.Ordinal) ? 'r' : longName[0];

    /// <summary>A scheme, and something behind it.</summary>
    private static bool IsUrl(string text)
    {
        var colon = text.IndexOf(':');
        return colon > 0 && char.IsAsciiLetter(text[0]) && text.AsSpan(colon + 1).TrimStart('/').Length > 0;
    }
}
