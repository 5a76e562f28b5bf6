using Supervisor.Posix;

namespace Supervisor.Engine.Logs;

/// <summary>The log pump of the daemon.</summary>
public sealed class LogPump : ILogPump, IDisposable
{
    /// <summary>Everybody may write, nobody else read: the pipe can be reached only through its program's /proc/PID/fd.</summary>
    private const uint PipeMode = 0b110_010_010;

    private readonly Action<LogPumpNotice> _sink;

    /// <param name="sink">Called on threads of the pump; posts into the loop's mailbox.</param>
    /// <param name="copy">Null: never wanted.</param>
    public LogPump(Action<LogPumpNotice> sink, IProgramSyslog syslog, TimeProvider clock, IChildOutputCopy? copy = null)
    {
        _sink = sink;
    }

    public LogChannel Open(LogChannelSettings settings)
    {
        var (read, write) = Pipe.Create(nonBlockingRead: true);
        Pipe.SetMode(read.Number, PipeMode);
        write.Dispose();
        return new LogChannel(read);
    }

    public void Reconfigure(LogChannel channel, LogChannelSettings settings) { }

    public void Drain(LogChannel channel, long token) => _sink(LogPumpNotice.Drained(token));

    public void ReopenAll() { }

    public void Close(LogChannel channel) => channel.ReadEnd.Dispose();

    public void Stop() { }

    public void Dispose() => Stop();
}
