namespace Supervisorctl.Shell;

/// <summary>The lines that were typed, oldest first, kept in a file of one line each where there is one.</summary>
internal sealed class CommandHistory
{
    private const int MostLines = 1000;
    private readonly List<string> _lines = [];
    private readonly string? _file;

    /// <param name="file">Null keeps them for as long as the shell runs. One that cannot be read has none.</param>
    public CommandHistory(string? file)
    {
        _file = file;
        if (file is null)
            return;
        try
        {
            _lines.AddRange(File.ReadAllLines(file).Where(line => line.Length > 0).TakeLast(MostLines));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It comes into being with the first line.
        }
    }

    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Remembers a line, unless it repeats the last. The file is written each time, so that a shell that is killed has lost nothing.</summary>
    public void Add(string line)
    {
        if (line.Trim().Length == 0 || (_lines.Count > 0 && _lines[^1] == line))
            return;
        _lines.Add(line);
        if (_lines.Count > MostLines)
            _lines.RemoveAt(0);
        if (_file is null)
            return;
        try
        {
            File.WriteAllLines(_file, _lines);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A history is a comfort; a shell that cannot keep one still works.
        }
    }
}
