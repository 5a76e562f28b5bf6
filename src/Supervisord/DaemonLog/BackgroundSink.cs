using System.Buffers;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Serilog.Core;
using Serilog.Debugging;
using Serilog.Events;
using Supervisor.Engine.Logs;
using Supervisor.Engine.Messaging;

namespace Supervisord.DaemonLog;

/// <summary>
/// A bounded queue and one thread before a sink, so that whoever logs never waits for a disk, a terminal or a network. The thread starts
/// with the first line and sleeps without a timeout while there is nothing to write. When the queue is full, lines are dropped and
/// counted, and a line in their place says how many. The sink is used, and in the end disposed, by that thread alone.
/// </summary>
internal sealed class BackgroundSink : ILogEventSink, IProgramSyslog, IDisposable
{
    private const int DefaultCapacity = 4096;
    private const int BatchSize = 64;
    private const int UsualQueueLength = 64;

    /// <summary>Of lines of programs that wait: they can be long, and the queue's capacity counts lines.</summary>
    private const int MostProgramBytes = 1024 * 1024;
    private const string TooLate = "they could not be written in time";

    /// <summary>An event, a command, or a line of the program that the content names.</summary>
    private readonly record struct Entry(object Content, byte[]? Line = null, int Length = 0);

    private readonly string _threadName;
    private readonly TimeProvider _time;
    private readonly int _capacity;
    private readonly Action? _endBatch;

    // Monitor and no Lock: the condition waits of Monitor sleep in the kernel.
    private readonly object _gate = new();
    private readonly Queue<Entry> _queue = new();
    private readonly Entry[] _batch = new Entry[BatchSize];
    private Thread? _thread;
    private BackgroundSink? _successor;
    private long _posted;
    private long _finished;
    private long _lost;
    private int _programBytes;
    private int _flushing;
    private bool _overflowing;
    private bool _asleep;
    private bool _closed;

    /// <param name="threadName">At most 15 characters, so that the kernel shows all of it.</param>
    public BackgroundSink(string threadName, ILogEventSink inner, TimeProvider time, int capacity = DefaultCapacity)
    {
        _threadName = threadName;
        Inner = inner;
        _time = time;
        _capacity = capacity;
        _endBatch = inner is IBatchSink batching ? batching.EndBatch : null;
    }

    public ILogEventSink Inner { get; }

    public void Emit(LogEvent logEvent)
    {
        BackgroundSink? successor;
        lock (_gate)
        {
            if (!_closed)
            {
                if (HasRoom())
                    Enqueue(new Entry(logEvent));
                return;
            }
            successor = _successor;
        }
        successor?.Emit(logEvent);
    }

    /// <summary>Copies the line. For a sink that is an <see cref="IProgramSyslog"/>.</summary>
    public void Write(string processName, ReadOnlySpan<byte> line)
    {
        lock (_gate)
        {
            if (_closed || !HasRoom())
                return;
            if (_programBytes + line.Length > MostProgramBytes)
            {
                _overflowing = true;
                _lost++;
                return;
            }
            var copy = ArrayPool<byte>.Shared.Rent(line.Length);
            line.CopyTo(copy);
            _programBytes += line.Length;
            Enqueue(new Entry(processName, copy, line.Length));
        }
    }

    /// <summary>Runs a command on the sink's thread, after every line that was given before it. Commands are never dropped.</summary>
    public void Post(Action command)
    {
        lock (_gate)
        {
            if (!_closed)
                Enqueue(new Entry(command));
        }
    }

    /// <summary>Waits until everything given so far is written.</summary>
    /// <returns>False when the time was over first.</returns>
    public bool Flush(TimeSpan timeout)
    {
        var started = Stopwatch.GetTimestamp();
        lock (_gate)
        {
            var target = _posted;
            _flushing++;
            while (_finished < target)
            {
                var left = timeout - Stopwatch.GetElapsedTime(started);
                if (left <= TimeSpan.Zero || !Monitor.Wait(_gate, left))
                    break;
            }
            _flushing--;
            return _finished >= target;
        }
    }

    /// <summary>
    /// Takes no more lines; the thread ends, and disposes the sink, when it has written those it has. Does not wait.
    /// </summary>
    /// <param name="successor">Gets the lines of those who still hold this sink.</param>
    public void Close(BackgroundSink? successor = null)
    {
        lock (_gate)
        {
            if (_closed)
                return;
            _closed = true;
            _successor = successor;
            if (_thread is not null)
            {
                Monitor.PulseAll(_gate);
                return;
            }
        }
        (Inner as IDisposable)?.Dispose();
    }

    /// <summary>Waits for the thread of a closed sink. One whose target blocks is left behind: it is a background thread.</summary>
    public bool Join(TimeSpan timeout) => _thread is not { } thread || thread.Join(timeout > TimeSpan.Zero ? timeout : TimeSpan.Zero);

    public void Dispose() => Close();

    /// <summary>After an overflow there is room again only when half the queue is written, so that one hole makes one notice.</summary>
    private bool HasRoom()
    {
        if (_overflowing ? _queue.Count <= _capacity / 2 && _programBytes <= MostProgramBytes / 2 : _queue.Count < _capacity)
        {
            _overflowing = false;
            return true;
        }
        _overflowing = true;
        _lost++;
        return false;
    }

    private void Enqueue(Entry entry)
    {
        if (_lost > 0 && !_overflowing)
            EnqueueLost();
        _queue.Enqueue(entry);
        _posted++;
        if (_thread is null)
        {
            // Where it cannot be started the next line tries again; what has come meanwhile waits.
            _thread = WorkerThread.TryStart(Run, _threadName);
        }
        else if (_asleep)
        {
            _asleep = false;
            Monitor.PulseAll(_gate);
        }
    }

    private void EnqueueLost()
    {
        _queue.Enqueue(new Entry(LogNotice.Lost(_time, _lost, TooLate)));
        _posted++;
        _lost = 0;
    }

    private void Run()
    {
        var count = 0;
        while ((count = TakeBatch(count)) > 0)
            WriteBatch(count);
        (Inner as IDisposable)?.Dispose();
    }

    /// <returns>How many entries of the batch are filled; 0 when closed and empty.</returns>
    private int TakeBatch(int finished)
    {
        lock (_gate)
        {
            _finished += finished;
            if (_flushing > 0)
                Monitor.PulseAll(_gate);
            while (_queue.Count == 0)
            {
                _overflowing = false;
                if (_lost > 0)
                {
                    EnqueueLost();
                    break;
                }
                if (_closed)
                    return 0;
                if (_queue.Capacity > UsualQueueLength)
                    _queue.TrimExcess(UsualQueueLength);
                _asleep = true;
                Monitor.Wait(_gate);
            }
            _asleep = false;
            var count = Math.Min(BatchSize, _queue.Count);
            for (var index = 0; index < count; index++)
            {
                _batch[index] = _queue.Dequeue();
                _programBytes -= _batch[index].Length;
            }
            return count;
        }
    }

    private void WriteBatch(int count)
    {
        for (var index = 0; index < count; index++)
            Guarded(_batch[index]);
        Array.Clear(_batch, 0, count);
        if (_endBatch is not null)
            Guarded(new Entry(_endBatch));
    }

    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "An entry that cannot be written must not end the log."
    )]
    private void Guarded(Entry entry)
    {
        try
        {
            WriteEntry(entry);
        }
        catch (Exception exception)
        {
            SelfLog.WriteLine("{0}: {1}", _threadName, exception);
            lock (_gate)
                _lost++;
        }
    }

    private void WriteEntry(Entry entry)
    {
        switch (entry.Content)
        {
            case LogEvent line:
                Inner.Emit(line);
                break;
            case Action command:
                command();
                break;
            case string processName when entry.Line is { } bytes:
                (Inner as IProgramSyslog)?.Write(processName, bytes.AsSpan(0, entry.Length));
                ArrayPool<byte>.Shared.Return(bytes);
                break;
        }
    }
}
