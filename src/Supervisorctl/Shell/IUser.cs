namespace Supervisorctl.Shell;

/// <summary>Who sits before the standard input, or what is piped into it.</summary>
internal interface IUser
{
    /// <summary>Whether a person types.</summary>
    bool IsTerminal { get; }

    /// <summary>Asks and reads a line; null at the end of the input.</summary>
    string? Ask(string prompt);

    /// <summary>Asks for something that is not shown while it is typed.</summary>
    string? AskSecretly(string prompt);

    /// <summary>Waits for the next line, without a prompt.</summary>
    /// <param name="isOver">Looked at about five times a second; true ends the waiting.</param>
    /// <returns>Null at the end of the input, or when it is over.</returns>
    string? ReadLine(Func<bool> isOver);
}
