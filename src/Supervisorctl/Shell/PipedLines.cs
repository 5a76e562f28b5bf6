namespace Supervisorctl.Shell;

/// <summary>Lines from a file or pipe. The prompt is printed all the same, because scripts wait for it.</summary>
internal sealed class PipedLines(IUser user) : ILineSource
{
    public string? ReadLine(string prompt) => user.Ask(prompt);
}
