namespace Supervisorctl.Connection;

/// <summary>
/// Something between the client and the server went wrong that no command has a word for. It is told as one line, in the form that the
/// original gives to a Python exception, because scripts look for it.
/// </summary>
internal abstract class ControlException : Exception
{
    protected ControlException(string className, string message)
        : base(message) => ClassName = className;

    protected ControlException(string className, string message, Exception inner)
        : base(message, inner) => ClassName = className;

    /// <summary>What Python calls it.</summary>
    public string ClassName { get; }

    /// <summary>"error: CLASS, TEXT: file: FILE line: N"; there is no Python file here to name.</summary>
    public string Line => $"error: <class '{ClassName}'>, {Message}: file: supervisorctl line: 0";
}
