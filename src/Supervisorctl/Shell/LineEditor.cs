using Supervisorctl.Output;

namespace Supervisorctl.Shell;

/// <summary>Edits a line on a terminal with the usual keys of readline(3), a history and completion.</summary>
internal sealed class LineEditor(ITerminal terminal, CommandHistory history, Completer completer)
{
    private const int TabStop = 79;
    private readonly LineBuffer _line = new();
    private string _prompt = "";
    private string _typed = "";
    private int _historyIndex;
    private bool _hasCompleted;

    /// <returns>Null at the end of the input.</returns>
    public string? ReadLine(string prompt)
    {
        _prompt = prompt;
        _line.Set("");
        _typed = "";
        _historyIndex = history.Lines.Count;
        _hasCompleted = false;
        Draw();
        while (true)
        {
            switch (Take(terminal.ReadKey()))
            {
                case LineEnding.Entered:
                    terminal.Write("\r\n");
                    history.Add(_line.Text);
                    return _line.Text;
                case LineEnding.EndOfInput or LineEnding.Interrupted:
                    return null;
                default:
                    Draw();
                    break;
            }
        }
    }

    private LineEnding Take(ConsoleKeyInfo key)
    {
        var isTab = key.Key == ConsoleKey.Tab;
        if (isTab)
            Complete();
        _hasCompleted = isTab;
        if (isTab)
            return LineEnding.None;
        var isControl = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        var isAlt = key.Modifiers.HasFlag(ConsoleModifiers.Alt);
        return isControl ? TakeControl(key)
            : isAlt ? TakeAlt(key)
            : TakePlain(key);
    }

    private LineEnding TakePlain(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.Enter:
                return LineEnding.Entered;
            case ConsoleKey.Backspace:
                _line.DeleteBefore();
                break;
            case ConsoleKey.Delete:
                _line.DeleteAfter();
                break;
            case ConsoleKey.LeftArrow:
                _line.MoveLeft();
                break;
            case ConsoleKey.RightArrow:
                _line.MoveRight();
                break;
            case ConsoleKey.Home:
                _line.MoveHome();
                break;
            case ConsoleKey.End:
                _line.MoveEnd();
                break;
            case ConsoleKey.UpArrow:
                Recall(-1);
                break;
            case ConsoleKey.DownArrow:
                Recall(1);
                break;
            default:
                if (key.KeyChar is '\r' or '\n')
                    return LineEnding.Entered;
                if (!char.IsControl(key.KeyChar))
                    _line.Insert(key.KeyChar.ToString());
                break;
        }
        return LineEnding.None;
    }

    private LineEnding TakeControl(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.C:
                return LineEnding.Interrupted;
            case ConsoleKey.D when _line.Text.Length == 0:
                return LineEnding.EndOfInput;
            case ConsoleKey.J or ConsoleKey.M or ConsoleKey.Enter:
                return LineEnding.Entered;
            case ConsoleKey.D:
                _line.DeleteAfter();
                break;
            case ConsoleKey.H or ConsoleKey.Backspace:
                _line.DeleteBefore();
                break;
            case ConsoleKey.A:
                _line.MoveHome();
                break;
            case ConsoleKey.E:
                _line.MoveEnd();
                break;
            case ConsoleKey.B:
                _line.MoveLeft();
                break;
            case ConsoleKey.F:
                _line.MoveRight();
                break;
            case ConsoleKey.LeftArrow:
                _line.MoveWordLeft();
                break;
            case ConsoleKey.RightArrow:
                _line.MoveWordRight();
                break;
            case ConsoleKey.K:
                _line.CutToEnd();
                break;
            case ConsoleKey.U:
                _line.CutToHome();
                break;
            case ConsoleKey.W:
                _line.CutWordBefore();
                break;
            case ConsoleKey.Y:
                _line.Yank();
                break;
            case ConsoleKey.P:
                Recall(-1);
                break;
            case ConsoleKey.N:
                Recall(1);
                break;
            case ConsoleKey.L:
                terminal.Write("\e[H\e[2J");
                break;
        }
        return LineEnding.None;
    }

    private LineEnding TakeAlt(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.B or ConsoleKey.LeftArrow:
                _line.MoveWordLeft();
                break;
            case ConsoleKey.F or ConsoleKey.RightArrow:
                _line.MoveWordRight();
                break;
            case ConsoleKey.D:
                _line.CutWordAfter();
                break;
            case ConsoleKey.Backspace:
                _line.CutWordBefore();
                break;
        }
        return LineEnding.None;
    }

    /// <summary>Up and down through the history; below the newest is what was being typed.</summary>
    private void Recall(int step)
    {
        var index = _historyIndex + step;
        if (index < 0 || index > history.Lines.Count)
            return;
        if (_historyIndex == history.Lines.Count)
            _typed = _line.Text;
        _historyIndex = index;
        _line.Set(index == history.Lines.Count ? _typed : history.Lines[index]);
    }

    /// <summary>Inserts what all possible words have in common; the second time in a row they are listed.</summary>
    private void Complete()
    {
        var before = _line.BeforeCursor;
        var words = completer.Complete(before);
        if (words.Count == 0)
            return;
        var typed = before.Length - Completer.WordStart(before);
        var common = CommonStart(words);
        if (common.Length > typed)
            _line.Insert(common[typed..]);
        else if (_hasCompleted && words.Count > 1)
            terminal.Write(
                "\r\n"
                    + Columns
                        .Of([.. words.Select(word => word.TrimEnd())], Math.Min(TabStop, terminal.Width - 1))
                        .ReplaceLineEndings("\r\n")
            );
    }

    private static string CommonStart(IReadOnlyList<string> words)
    {
        var length = words.Min(word => word.Length);
        for (var index = 0; index < length; index++)
        {
            if (words.Any(word => word[index] != words[0][index]))
                return words[0][..index];
        }
        return words[0][..length];
    }

    /// <summary>One row, which moves sideways when the line is longer than the terminal is wide.</summary>
    private void Draw()
    {
        var room = Math.Max(1, terminal.Width - _prompt.Length - 1);
        var start = Math.Max(0, _line.Cursor - room);
        var shown = _line.Text.AsSpan(start, Math.Min(room, _line.Text.Length - start));
        var column = _prompt.Length + _line.Cursor - start;
        terminal.Write($"\r{_prompt}{shown}\e[K\r" + (column > 0 ? $"\e[{column}C" : ""));
    }
}
