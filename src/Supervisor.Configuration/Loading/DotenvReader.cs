using System.Collections.Immutable;
using System.Text;

namespace Supervisor.Configuration.Loading;

/// <summary>
/// Reads NAME=value lines as dotenv tools do: comments, an optional "export", single quotes (literal) and double quotes (with escapes), both of
/// which may go over lines. Nothing is expanded: a dollar sign is a dollar sign.
/// </summary>
internal sealed class DotenvReader
{
    private readonly string _text;
    private readonly ImmutableArray<KeyValuePair<string, string>>.Builder _variables = ImmutableArray.CreateBuilder<
        KeyValuePair<string, string>
    >();
    private readonly ImmutableArray<DotenvMistake>.Builder _mistakes = ImmutableArray.CreateBuilder<DotenvMistake>();
    private int _position;

    private DotenvReader(string text) => _text = text;

    /// <summary>All variables in their order, and all mistakes; a line with a mistake gives no variable.</summary>
    public static (ImmutableArray<KeyValuePair<string, string>> Variables, ImmutableArray<DotenvMistake> Mistakes) Read(string text)
    {
        var reader = new DotenvReader(text);
        if (text.StartsWith('\uFEFF'))
            reader._position = 1;
        while (reader._position < text.Length)
            reader.ReadLine();
        return (reader._variables.ToImmutable(), reader._mistakes.ToImmutable());
    }

    private char Current => _position < _text.Length ? _text[_position] : '\n';

    private void ReadLine()
    {
        SkipBlanks();
        if (Current is '\n' or '#')
        {
            SkipLine();
            return;
        }
        var start = _position;
        var name = ReadName();
        if (name == "export" && Current is ' ' or '\t')
        {
            SkipBlanks();
            start = _position;
            name = ReadName();
        }
        SkipBlanks();
        if (name.Length == 0)
            Refuse(start, 1, "expected the name of a variable");
        else if (Current != '=')
            Refuse(_position, 1, $"expected '=' after '{name}'");
        else if (ReadValue() is { } value)
            _variables.Add(new(name, value));
        SkipLine();
    }

    private string ReadName()
    {
        var start = _position;
        while (_position < _text.Length && (char.IsAsciiLetterOrDigit(Current) || Current is '_' or '.' or '-'))
            _position++;
        return start < _text.Length && char.IsAsciiDigit(_text[start]) ? "" : _text[start.._position];
    }

    /// <summary>The value behind the equals sign; null when it is wrong.</summary>
    private string? ReadValue()
    {
        _position++;
        SkipBlanks();
        if (Current is not ('"' or '\''))
            return ReadUnquoted();
        var start = _position;
        var value = Current == '"' ? ReadDoubleQuoted() : ReadSingleQuoted();
        if (value is null)
        {
            Refuse(start, 1, "this quote is never closed");
            return null;
        }
        SkipBlanks();
        if (Current is '\n' or '#')
            return value;
        Refuse(_position, 1, "expected the end of the line after the closing quote");
        return null;
    }

    /// <summary>To the end of the line, or to a # with a blank before it; blanks at the end do not count.</summary>
    private string ReadUnquoted()
    {
        var start = _position;
        while (Current != '\n' && !(Current == '#' && (_position == start || _text[_position - 1] is ' ' or '\t')))
            _position++;
        return _text[start.._position].TrimEnd();
    }

    private string? ReadSingleQuoted()
    {
        var start = ++_position;
        var end = _text.IndexOf('\'', start);
        if (end < 0)
            return null;
        _position = end + 1;
        return _text[start..end];
    }

    private string? ReadDoubleQuoted()
    {
        var value = new StringBuilder();
        for (var i = _position + 1; i < _text.Length; i++)
        {
            if (_text[i] == '"')
            {
                _position = i + 1;
                return value.ToString();
            }
            if (_text[i] != '\\' || i + 1 >= _text.Length)
            {
                value.Append(_text[i]);
                continue;
            }
            var escaped = _text[++i];
            var meaning = escaped switch
            {
                'n' => "\n",
                'r' => "\r",
                't' => "\t",
                '\n' => "",
                '"' or '\\' or '$' or '\'' or '`' => escaped.ToString(),
                _ => "\\" + escaped,
            };
            value.Append(meaning);
        }
        return null;
    }

    private void SkipBlanks()
    {
        while (Current is ' ' or '\t' or '\r')
            _position++;
    }

    private void SkipLine()
    {
        var end = _text.IndexOf('\n', Math.Min(_position, _text.Length));
        _position = end < 0 ? _text.Length : end + 1;
    }

    private void Refuse(int index, int length, string message) => _mistakes.Add(new DotenvMistake(index, length, message));
}
