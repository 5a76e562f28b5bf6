namespace Supervisorctl.Shell;

/// <summary>The text of a line that is being typed, and where in it the cursor is. It knows no terminal.</summary>
internal sealed class LineBuffer
{
    /// <summary>What was cut last, for yanking.</summary>
    private string _cut = "";

    public string Text { get; private set; } = "";

    public int Cursor { get; private set; }

    public string BeforeCursor => Text[..Cursor];

    public void Set(string text)
    {
        Text = text;
        Cursor = text.Length;
    }

    public void Insert(string text)
    {
        Text = Text.Insert(Cursor, text);
        Cursor += text.Length;
    }

    public void DeleteBefore() => Remove(Previous(), Cursor, isCut: false);

    public void DeleteAfter() => Remove(Cursor, Next(), isCut: false);

    public void MoveLeft() => Cursor = Previous();

    public void MoveRight() => Cursor = Next();

    public void MoveHome() => Cursor = 0;

    public void MoveEnd() => Cursor = Text.Length;

    public void MoveWordLeft() => Cursor = WordStart();

    public void MoveWordRight() => Cursor = WordEnd();

    public void CutToEnd() => Remove(Cursor, Text.Length, isCut: true);

    public void CutToHome() => Remove(0, Cursor, isCut: true);

    public void CutWordBefore() => Remove(WordStart(), Cursor, isCut: true);

    public void CutWordAfter() => Remove(Cursor, WordEnd(), isCut: true);

    public void Yank() => Insert(_cut);

    private void Remove(int from, int to, bool isCut)
    {
        if (isCut && to > from)
            _cut = Text[from..to];
        Text = Text.Remove(from, to - from);
        Cursor = from;
    }

    /// <summary>A character outside the basic plane is two units, which stay together.</summary>
    private int Previous() =>
        Cursor == 0 ? 0
        : Cursor > 1 && char.IsSurrogatePair(Text[Cursor - 2], Text[Cursor - 1]) ? Cursor - 2
        : Cursor - 1;

    private int Next() =>
        Cursor == Text.Length ? Cursor
        : Cursor + 1 < Text.Length && char.IsSurrogatePair(Text[Cursor], Text[Cursor + 1]) ? Cursor + 2
        : Cursor + 1;

    private int WordStart()
    {
        var start = Cursor;
        while (start > 0 && char.IsWhiteSpace(Text[start - 1]))
            start--;
        while (start > 0 && !char.IsWhiteSpace(Text[start - 1]))
            start--;
        return start;
    }

    private int WordEnd()
    {
        var end = Cursor;
        while (end < Text.Length && char.IsWhiteSpace(Text[end]))
            end++;
        while (end < Text.Length && !char.IsWhiteSpace(Text[end]))
            end++;
        return end;
    }
}
