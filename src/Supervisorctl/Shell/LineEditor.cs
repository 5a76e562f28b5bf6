using Supervisorctl.Output;

namespace Supervisorctl.Shell;

/// <summary>Edits a line on a terminal with the usual keys of readline(3), a history and completion.</summary>
internal sealed class LineEditor(ITerminal terminal, CommandHistory history, Completer completer)
{
    private const int WidestList = 79;
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
        using (terminal.BeginKeys())
        {
            while (true)
            {
                Draw();
                var key = terminal.ReadKey();
                if (IsEnd(key.Action))
                    return null;
                if (key.Action == KeyAction.Enter)
                {
                    terminal.Write("\r\n");
                    history.Add(_line.Text);
                    return _line.Text;
                }
                Take(key);
                _hasCompleted = key.Action == KeyAction.Complete;
            }
        }
    }

    private bool IsEnd(KeyAction action) =>
        action is KeyAction.Interrupt or KeyAction.EndOfInput || (action == KeyAction.EndOrDelete && _line.Text.Length == 0);

    private void Take(KeyPress key)
    {
        switch (key.Action)
        {
            case KeyAction.Insert:
                _line.Insert(key.Text);
                break;
            case KeyAction.Complete:
                Complete();
                break;
            case KeyAction.DeleteBefore:
                _line.DeleteBefore();
                break;
            case KeyAction.DeleteAfter or KeyAction.EndOrDelete:
                _line.DeleteAfter();
                break;
            case KeyAction.Older:
                Recall(-1);
                break;
            case KeyAction.Newer:
                Recall(1);
                break;
            case KeyAction.CutToEnd:
                _line.CutToEnd();
                break;
            case KeyAction.CutToHome:
                _line.CutToHome();
                break;
            case KeyAction.CutWordBefore:
                _line.CutWordBefore();
                break;
            case KeyAction.CutWordAfter:
                _line.CutWordAfter();
                break;
            case KeyAction.Yank:
                _line.Yank();
                break;
            case KeyAction.ClearScreen:
                terminal.Write("\e[H\e[2J");
                break;
            default:
                Move(key.Action);
                break;
        }
    }

    private void Move(KeyAction action)
    {
        switch (action)
        {
            case KeyAction.MoveLeft:
                _line.MoveLeft();
                break;
            case KeyAction.MoveRight:
                _line.MoveRight();
                break;
            case KeyAction.MoveWordLeft:
                _line.MoveWordLeft();
                break;
            case KeyAction.MoveWordRight:
                _line.MoveWordRight();
                break;
            case KeyAction.MoveHome:
                _line.MoveHome();
                break;
            case KeyAction.MoveEnd:
                _line.MoveEnd();
                break;
        }
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
            List(words);
    }

    private void List(IReadOnlyList<string> words)
    {
        var columns = Columns.Of([.. words.Select(word => word.TrimEnd())], Math.Min(WidestList, terminal.Width - 1));
        terminal.Write("\r\n" + columns.ReplaceLineEndings("\r\n"));
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
