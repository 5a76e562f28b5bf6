namespace Supervisor.Engine.Logs;

/// <summary>stdout_syslog and stderr_syslog: each line to syslog.</summary>
internal sealed class SyslogConsumer(string processName, IProgramSyslog syslog) : ILogConsumer, ILineReceiver
{
    private readonly LineSplitter _lines = new();

    public bool IsWanted => true;

    public void Accept(ReadOnlySpan<byte> data) => _lines.Add(data, this);

    public void Flush() => _lines.Flush(this);

    public void Receive(ReadOnlySpan<byte> line, bool isCut) => syslog.Write(processName, line);
}
