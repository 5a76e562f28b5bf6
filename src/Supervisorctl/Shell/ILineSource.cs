namespace Supervisorctl.Shell;

/// <summary>Where the shell's lines come from.</summary>
internal interface ILineSource
{
    /// <returns>Null at the end.</returns>
    string? ReadLine(string prompt);
}
