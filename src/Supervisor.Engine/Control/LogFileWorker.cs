using System.Collections.Concurrent;
using Supervisor.Engine.Logs;
using Supervisor.Posix;

namespace Supervisor.Engine.Control;

/// <summary>The thread that opens and clears log files for clients. It exists only once somebody has asked.</summary>
public sealed class LogFileWorker(Action<LogFileResult> results) : ILogFiles, IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private Thread? _thread;

    public void Open(string path, object ticket) =>
        Submit(() =>
        {
            var errno = LogFile.TryOpenForReading(path, out var file);
            results(new LogFileResult(ticket, errno, file));
        });

    public void Clear(IReadOnlyList<ClearedLog> logs, object ticket) =>
        Submit(() =>
        {
            var errnos = logs.Select(Clear).ToArray();
            var problem = Array.Find(errnos, errno => errno is not (0 or Errno.ENOENT));
            if (problem == 0 && errnos.Length > 0 && Array.TrueForAll(errnos, errno => errno == Errno.ENOENT))
                problem = Errno.ENOENT;
            results(new LogFileResult(ticket, problem, null));
        });

    /// <summary>Ends the thread; what hangs in a file system ends with the process.</summary>
    public void Dispose()
    {
        _work.CompleteAdding();
        if (_thread?.Join(TimeSpan.FromSeconds(1)) != false)
            _work.Dispose();
    }

    private static int Clear(ClearedLog log)
    {
        for (var number = 1; number <= log.Backups; number++)
            DirectoryEntries.Remove(BackupFiles.NameOf(log.Path, number));
        return LogFile.Truncate(log.Path);
    }

    private void Submit(Action work)
    {
        if (_thread is null)
        {
            _thread = new Thread(Run) { IsBackground = true, Name = "log-files" };
            _thread.Start();
        }
        _work.Add(work);
    }

    private void Run()
    {
        foreach (var work in _work.GetConsumingEnumerable())
            work();
    }
}
