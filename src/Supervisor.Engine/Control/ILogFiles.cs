namespace Supervisor.Engine.Control;

/// <summary>
/// Work on log files that a slow file system can hold up; done away from the loop, and in order where it concerns one directory. The results
/// come as messages.
/// </summary>
public interface ILogFiles
{
    /// <summary>Opens a file for reading: only a regular one.</summary>
    void Open(string path, object ticket);

    /// <summary>
    /// Empties each file that there is and removes its backups. Who writes it follows (<see cref="Logs.ILogPump"/> looks at the size).
    /// The result is ENOENT only where there was none of the files.
    /// </summary>
    void Clear(IReadOnlyList<ClearedLog> logs, object ticket);
}
