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

    public void Clear(IReadOnlyList<string> paths, object ticket) =>
        Submit(() =>
        {
            var first = 0;
            foreach (var path in paths)
            {
                var errno = Clear(path);
                first = first == 0 ? errno : first;
            }
            results(new LogFileResult(ticket, first, null));
        });

    /// <summary>Ends the thread; what hangs in a file system ends with the process.</summary>
    public void Dispose()
    {
        _work.CompleteAdding();
        if (_thread?.Join(TimeSpan.FromSeconds(1)) != false)
            _work.Dispose();
    }

    private static int Clear(string path)
    {
        for (var number = 1; DirectoryEntries.Remove(BackupFiles.NameOf(path, number)) == 0; number++) { }
        return LogFile.Truncate(path);
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
