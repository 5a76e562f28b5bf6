namespace Supervisorctl.Shell;

/// <summary>How the editing of a line came to its end.</summary>
internal enum LineEnding
{
    /// <summary>It goes on.</summary>
    None,

    /// <summary>Enter.</summary>
    Entered,

    /// <summary>Ctrl-D on an empty line.</summary>
    EndOfInput,

    /// <summary>Ctrl-C.</summary>
    Interrupted,
}
