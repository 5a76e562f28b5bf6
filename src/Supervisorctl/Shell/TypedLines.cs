namespace Supervisorctl.Shell;

/// <summary>Lines from a terminal.</summary>
internal sealed class TypedLines(LineEditor editor) : ILineSource
{
    public string? ReadLine(string prompt) => editor.ReadLine(prompt);
}
