namespace Supervisorctl.Shell;

/// <summary>What a key does to the line, in the way of readline(3).</summary>
internal enum KeyAction
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Its text is inserted.</summary>
    Insert,
    Enter,
    Interrupt,

    /// <summary>Ctrl-D: the end on an empty line, else deletes the character after the cursor.</summary>
    EndOrDelete,

    /// <summary>The input itself has ended.</summary>
    EndOfInput,
    Complete,
    DeleteBefore,
    DeleteAfter,
    MoveLeft,
    MoveRight,
    MoveWordLeft,
    MoveWordRight,
    MoveHome,
    MoveEnd,
    Older,
    Newer,
    CutToEnd,
    CutToHome,
    CutWordBefore,
    CutWordAfter,
    Yank,
    ClearScreen,
}
