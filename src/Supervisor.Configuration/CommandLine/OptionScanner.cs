namespace Supervisor.Configuration.CommandLine;

/// <summary>
/// Walks over arguments by the rules of getopt(3): letters may be bundled and their argument may follow at once, long options take theirs
/// behind an equals sign or as the next word, -- ends the options.
/// </summary>
public sealed class OptionScanner(IReadOnlyList<string> arguments)
{
    private int _next;

    /// <summary>Where in a word of bundled letters the next one is; 0 when a new word begins.</summary>
    private int _letter;
    private string? _attached;

    /// <summary>The option that was found: "-c" or "--configuration"; a word that is no option as it stands.</summary>
    public string Word { get; private set; } = "";

    public bool IsOption { get; private set; }

    /// <summary>Where in the arguments the words behind the options begin, once one has been found.</summary>
    public int FirstWord { get; private set; }

    /// <summary>Moves to the next option or word.</summary>
    public bool MoveNext()
    {
        _attached = null;
        if (_letter > 0)
        {
            TakeLetter();
            return true;
        }
        if (_next >= arguments.Count)
            return false;
        var word = arguments[_next];
        if (word == "--" || word.Length < 2 || word[0] != '-')
        {
            _next += word == "--" ? 1 : 0;
            IsOption = false;
            Word = _next < arguments.Count ? arguments[_next] : "";
            FirstWord = _next;
            var hasWord = _next < arguments.Count;
            _next = arguments.Count;
            return hasWord;
        }
        IsOption = true;
        if (word[1] != '-')
        {
            _letter = 1;
            TakeLetter();
            return true;
        }
        _next++;
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        Word = equals < 0 ? word : word[..equals];
        _attached = equals < 0 ? null : word[(equals + 1)..];
        return true;
    }

    /// <summary>The argument of the present option; null when there is none left.</summary>
    public string? TakeArgument()
    {
        if (_attached is { } attached)
        {
            _attached = null;
            return attached;
        }
        if (_letter > 0)
        {
            var rest = arguments[_next][_letter..];
            EndWord();
            return rest;
        }
        return _next < arguments.Count ? arguments[_next++] : null;
    }

    /// <summary>Whether a long option was given an argument, which a flag must not be.</summary>
    public bool HasAttachedArgument => _attached is not null;

    private void TakeLetter()
    {
        var word = arguments[_next];
        Word = "-" + word[_letter];
        if (++_letter >= word.Length)
            EndWord();
    }

    private void EndWord()
    {
        _letter = 0;
        _next++;
    }
}
