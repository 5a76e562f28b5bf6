using Serilog.Events;
using Serilog.Formatting;
using Supervisor.Engine.Logs;
using Supervisor.Posix;

namespace Supervisord.DaemonLog;

/// <summary>
/// The log file. It is rotated by size with Supervisor's file names ("f.1" is the newest), which Serilog.Sinks.File cannot do: its names
/// carry a number or date before the extension. A target that cannot be written is no failure of the daemon: it is reported once, up to
/// 64 KiB of lines wait for it, later ones are counted, and the next line tries again. A file that lost its name is made anew.
/// </summary>
internal sealed class RotatingFileSink : IBatchSink, IDisposable
{
    internal const int MostPending = 64 * 1024;

    private readonly string _path;
    private readonly ITextFormatter _formatter;
    private readonly TimeProvider _time;
    private readonly IFailureListener _listener;
    private readonly LineWriter _line = new();
    private readonly PendingBytes _pending = new();
    private readonly List<LogEvent> _unwrittenErrors = [];
    private RotationLimits _limits;
    private AppendedFile? _file;
    private long _size;
    private long _rotateAt;
    private long _lost;
    private int _failure;

    /// <summary>The file ends within a line, whose rest is the start of what is pending.</summary>
    private bool _isTorn;
    private bool _isRotationFailing;

    public RotatingFileSink(string path, RotationLimits limits, ITextFormatter formatter, TimeProvider time, IFailureListener listener)
    {
        _path = path;
        _limits = limits;
        _formatter = formatter;
        _time = time;
        _listener = listener;
        _rotateAt = FirstRotation();
    }

    /// <summary>What keeps the file from being written, or 0. May be read on any thread.</summary>
    public int Failure => Volatile.Read(ref _failure);

    /// <summary>Makes the file, so that it is there, and a mistake is known, before the first line.</summary>
    public void Open()
    {
        var errno = OpenIfNeeded();
        if (errno != 0)
            Fail(errno);
    }

    public void Emit(LogEvent logEvent)
    {
        _line.Clear();
        _formatter.Format(logEvent, _line);
        if (!HasRoom())
            WriteOut();
        if (_failure != 0 && !HasRoom())
        {
            _lost++;
            Rescue(logEvent);
            return;
        }
        _pending.Append(_line.Text);
        if (logEvent.Level >= LogEventLevel.Error)
        {
            if (_failure != 0)
                Rescue(logEvent);
            else
                _unwrittenErrors.Add(logEvent);
        }
        if (_size + _pending.Length >= _rotateAt)
            WriteOut();
    }

    public void EndBatch() => WriteOut();

    /// <summary>Opens the path anew: after somebody has moved the file away.</summary>
    public void Reopen()
    {
        WriteOut();
        CloseFile();
        Open();
    }

    public void Limit(RotationLimits limits)
    {
        WriteOut();
        _limits = limits;
        _rotateAt = FirstRotation();
    }

    public void Dispose()
    {
        WriteOut();
        CloseFile();
        _line.Dispose();
    }

    /// <summary>Only what is pending already counts: a line longer than the bound is written when it is alone.</summary>
    private bool HasRoom() => _pending.Length == 0 || _pending.Length + _line.Text.Length <= MostPending;

    private void WriteOut()
    {
        if (_pending.Length == 0)
            return;
        var errno = OpenIfNeeded();
        if (errno == 0)
            errno = WritePending();
        if (errno != 0)
        {
            Fail(errno);
            return;
        }
        _unwrittenErrors.Clear();
        if (_failure != 0)
            Heal();
        if (_size >= _rotateAt)
            Rotate();
    }

    private int OpenIfNeeded()
    {
        if (_file is not null)
        {
            var lookErrno = _file.Look();
            _size = _file.Size;
            if (lookErrno == 0 && !_file.IsRemoved)
                return 0;
            CloseFile();
        }
        var errno = AppendedFile.TryOpen(_path, out _file);
        if (_file is null)
            return errno;
        _size = _file.Size;
        _rotateAt = FirstRotation();
        return 0;
    }

    private int WritePending()
    {
        if (_file is null)
            return Errno.ENOENT;
        var errno = _file.WriteAll(_pending.Bytes, out var written);
        _size += written;
        if (written > 0)
            _isTorn = _pending.Bytes[written - 1] != (byte)'\n';
        _pending.Consume(written);
        if (errno is not (0 or Errno.ENOSPC or Errno.EDQUOT or Errno.EFBIG))
            CloseFile();
        return errno;
    }

    /// <summary>The rest of a torn line has no place at the start of the next file.</summary>
    private void CloseFile()
    {
        _file?.Dispose();
        _file = null;
        _size = 0;
        if (!_isTorn)
            return;
        _isTorn = false;
        _pending.Consume(_pending.Bytes.IndexOf((byte)'\n') + 1);
        _lost++;
    }

    private void Fail(int errno)
    {
        var isNew = _failure == 0;
        Volatile.Write(ref _failure, errno);
        if (!isNew)
            return;
        _listener.Report(
            this,
            Notice($"could not write the log file '{_path}': {Errno.Describe(errno)}; it is tried again with every line")
        );
        foreach (var line in _unwrittenErrors)
            Rescue(line);
        _unwrittenErrors.Clear();
    }

    private void Heal()
    {
        var reason = $"the log file could not be written: {Errno.Describe(_failure)}";
        Volatile.Write(ref _failure, 0);
        if (_lost == 0)
            return;
        AppendToPending(LogNotice.Lost(_time, _lost, reason));
        _lost = 0;
        var errno = WritePending();
        if (errno != 0)
            Fail(errno);
    }

    private void Rotate()
    {
        var errno = _limits.Backups == 0 ? Truncate() : Shift();
        if (errno == 0)
        {
            _isRotationFailing = false;
            _rotateAt = FirstRotation();
            return;
        }
        // Every try moves the older files up, so the next comes only when as much has been written again.
        _rotateAt = _size + _limits.MaxBytes;
        if (_isRotationFailing)
            return;
        _isRotationFailing = true;
        var notice = Notice($"could not rotate the log file '{_path}': {Errno.Describe(errno)}; it grows until it can be rotated");
        _listener.Report(this, notice);
        AppendToPending(notice);
        if (WritePending() is var writeErrno and not 0)
            Fail(writeErrno);
    }

    private int Truncate()
    {
        var errno = _file?.Truncate() ?? 0;
        if (errno == 0)
            _size = 0;
        return errno;
    }

    /// <summary>When the new file cannot be made, the old one, now the first backup, is written on: no line is lost.</summary>
    private int Shift()
    {
        var errno = BackupFiles.Shift(_path, _limits.Backups);
        if (errno != 0)
            return errno;
        errno = AppendedFile.TryOpen(_path, out var fresh);
        if (fresh is null)
            return errno;
        _file?.Dispose();
        _file = fresh;
        _size = fresh.Size;
        return 0;
    }

    /// <summary>
    /// Terminals and FIFOs have no size; and under /dev and /proc a regular file is somebody else's, reached through a name that must
    /// not be moved (/dev/stderr).
    /// </summary>
    private long FirstRotation()
    {
        var isForeign = _path.StartsWith("/dev/", StringComparison.Ordinal) || _path.StartsWith("/proc/", StringComparison.Ordinal);
        return _limits.MaxBytes > 0 && !isForeign && _file is not { IsRegular: false } ? _limits.MaxBytes : long.MaxValue;
    }

    private LogEvent Notice(string text) => LogNotice.Of(_time, LogEventLevel.Error, text);

    private void Rescue(LogEvent line)
    {
        if (line.Level >= LogEventLevel.Error)
            _listener.Rescue(this, line);
    }

    private void AppendToPending(LogEvent line)
    {
        // Not the writer of the line that is about to be added.
        using var notice = new LineWriter();
        _formatter.Format(line, notice);
        _pending.Append(notice.Text);
    }
}
