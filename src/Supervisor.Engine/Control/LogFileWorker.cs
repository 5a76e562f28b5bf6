using System.Diagnostics.CodeAnalysis;
using Supervisor.Engine.Logs;
using Supervisor.Engine.Messaging;
using Supervisor.Posix;

namespace Supervisor.Engine.Control;

/// <summary>
/// Opens and clears log files for clients. Each directory has its own thread, and only as long as there is work in it: a file system that
/// does not answer holds up nobody who asks for logs elsewhere.
/// </summary>
public sealed class LogFileWorker(Action<LogFileResult> results) : ILogFiles, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Told when the last thread is through.</summary>
    private readonly object _lock = new();

    /// <summary>Directories with a thread, and what it has still to do.</summary>
    private readonly Dictionary<string, Queue<Action>> _work = new(StringComparer.Ordinal);

    private bool _isEnding;

    public void Open(string path, object ticket) =>
        Submit(
            path,
            () =>
            {
                var errno = LogFile.TryOpenForReading(path, out var file);
                var isEmpty = file is not null && FileStatus.Read(file.Number, out var status) == 0 && status.Size == 0;
                results(new LogFileResult(ticket, errno, file) { IsEmpty = isEmpty });
            },
            ticket
        );

    public void Clear(IReadOnlyList<ClearedLog> logs, object ticket)
    {
        ArgumentNullException.ThrowIfNull(logs);
        Submit(
            logs.Count == 0 ? "/" : logs[0].Path,
            () =>
            {
                var errnos = logs.Select(Clear).ToArray();
                var problem = Array.Find(errnos, errno => errno is not (0 or Errno.ENOENT));
                if (problem == 0 && errnos.Length > 0 && Array.TrueForAll(errnos, errno => errno == Errno.ENOENT))
                    problem = Errno.ENOENT;
                results(new LogFileResult(ticket, problem, null));
            },
            ticket
        );
    }

    /// <summary>Drops what has not been begun and waits for the rest; what hangs in a file system ends with the process.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isEnding = true;
            foreach (var work in _work.Values)
                work.Clear();
            while (_work.Count > 0 && Monitor.Wait(_lock, Patience)) { }
        }
    }

    private static int Clear(ClearedLog log)
    {
        for (var number = 1; number <= log.Backups; number++)
            DirectoryEntries.Remove(BackupFiles.NameOf(log.Path, number));
        return LogFile.Truncate(log.Path);
    }

    private void Submit(string path, Action work, object ticket)
    {
        var directory = Path.GetDirectoryName(path) ?? path;
        lock (_lock)
        {
            if (_isEnding)
                return;
            if (_work.TryGetValue(directory, out var waiting))
            {
                waiting.Enqueue(work);
                return;
            }
            _work.Add(directory, new Queue<Action>([work]));
        }
        if (WorkerThread.TryStart(() => Run(directory), "log-files") is not null)
            return;
        lock (_lock)
            _work.Remove(directory);
        results(new LogFileResult(ticket, Errno.EAGAIN, null));
    }

    private void Run(string directory)
    {
        while (TryTake(directory, out var work))
            work();
    }

    /// <summary>False, and the directory has no thread any more, when there is nothing to do.</summary>
    private bool TryTake(string directory, [NotNullWhen(true)] out Action? work)
    {
        lock (_lock)
        {
            if (_work[directory].TryDequeue(out work))
                return true;
            _work.Remove(directory);
            if (_work.Count == 0)
                Monitor.PulseAll(_lock);
            return false;
        }
    }
}
