using Serilog.Events;
using Serilog.Formatting;
using Supervisor.Posix;

namespace Supervisord.DaemonLog;

/// <summary>
/// The copy of the log on standard output, written to the descriptor itself: Serilog.Sinks.Console would load System.Console, whose
/// terminal code installs signal handlers. A closed output is no failure; lines that a full disk refused are counted and told.
/// </summary>
internal sealed class DescriptorSink(int descriptor, ITextFormatter formatter, TimeProvider time) : IBatchSink, IDisposable
{
    private const int MostPending = 64 * 1024;
    private readonly LineWriter _line = new();
    private readonly PendingBytes _pending = new();
    private long _pendingLines;
    private long _lost;
    private bool _isTorn;

    public void Emit(LogEvent logEvent)
    {
        Append(logEvent);
        if (_pending.Length >= MostPending)
            EndBatch();
    }

    public void EndBatch()
    {
        if (!WritePending() || _lost == 0)
            return;
        var lost = _lost;
        _lost = 0;
        Append(LogNotice.Lost(time, lost, "standard output did not take them"));
        if (!WritePending())
            _lost = lost;
    }

    public void Dispose() => _line.Dispose();

    private void Append(LogEvent logEvent)
    {
        _line.Clear();
        formatter.Format(logEvent, _line);
        if (_isTorn)
            _pending.Append("\n");
        _isTorn = false;
        _pending.Append(_line.Text);
        _pendingLines++;
    }

    private bool WritePending()
    {
        var errno = DescriptorOutput.WriteAll(descriptor, _pending.Bytes, out var written);
        if (errno != 0)
        {
            _lost += _pendingLines;
            _isTorn = written > 0 && _pending.Bytes[written - 1] != (byte)'\n';
        }
        _pending.Clear();
        _pendingLines = 0;
        return errno == 0;
    }
}
