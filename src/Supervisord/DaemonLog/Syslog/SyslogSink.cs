using System.Net;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Logs;

namespace Supervisord.DaemonLog.Syslog;

/// <summary>
/// Stands in for Serilog.Sinks.Syslog: an ordinary sink to the local syslog (RFC 3164 as syslog(3) writes it) or to a remote one (RFC
/// 5424 by UDP or TCP). Each line of a message is a message of its own with time and level before it, as in Supervisor, and a line that
/// is too long goes on in the next. It writes synchronously and belongs behind a <see cref="BackgroundSink"/>.
/// </summary>
internal sealed class SyslogSink : ILogEventSink, IProgramSyslog, IDisposable
{
    /// <summary>Of text in a message, whatever the length of the tag.</summary>
    private const int LeastText = 256;

    private readonly ITextFormatter _formatter;
    private readonly TimeProvider _time;
    private readonly IFailureListener _listener;
    private readonly LineWriter _line = new();
    private readonly PendingBytes _text = new();
    private readonly PendingBytes _message = new();
    private int _facility;
    private ISyslogForm _form;
    private ISyslogConnection _connection;
    private long _lost;

    public SyslogSink(SyslogSettings settings, ITextFormatter formatter, TimeProvider time, IFailureListener listener)
    {
        _formatter = formatter;
        _time = time;
        _listener = listener;
        _facility = settings.Facility;
        _form = CreateForm(settings);
        _connection = CreateConnection(settings.Target);
    }

    public void Emit(LogEvent logEvent)
    {
        _line.Clear();
        _formatter.Format(logEvent, _line);
        var priority = SyslogPriority.Of(_facility, logEvent.Level);
        var prefix = _line.Text[..SupervisorLineFormatter.PrefixLength];
        foreach (var part in _line.Text[prefix.Length..].EnumerateLines())
        {
            if (part.IsEmpty)
                continue;
            _text.Clear();
            _text.Append(prefix);
            _text.Append(part);
            Send(priority, logEvent.Timestamp);
        }
    }

    public void Write(string processName, ReadOnlySpan<byte> line)
    {
        _text.Clear();
        _text.Append(processName);
        _text.Append(" ");
        _text.Append(line.TrimEnd((byte)'\r'));
        Send(SyslogPriority.OfProgramLine(_facility), _time.GetUtcNow());
    }

    /// <summary>Takes over changed settings; messages from now on go there.</summary>
    public void Redirect(SyslogSettings settings)
    {
        _connection.Dispose();
        _facility = settings.Facility;
        _form = CreateForm(settings);
        _connection = CreateConnection(settings.Target);
    }

    public void Dispose()
    {
        _connection.Dispose();
        _line.Dispose();
    }

    private ISyslogForm CreateForm(SyslogSettings settings) =>
        settings.Target is SyslogTarget.LocalSocket
            ? new LocalSyslogForm(settings.Tag, Environment.ProcessId, _time.LocalTimeZone)
            : new RemoteSyslogForm(Environment.MachineName, settings.Tag, Environment.ProcessId, _time.LocalTimeZone);

    private ISyslogConnection CreateConnection(SyslogTarget target) =>
        target switch
        {
            SyslogTarget.LocalSocket local => new LocalSyslogConnection(local.Path),
            SyslogTarget.Remote { Transport: SyslogTransport.Udp } remote => new UdpSyslogConnection(
                new IPEndPoint(remote.Address, remote.Port)
            ),
            SyslogTarget.Remote remote => new TcpSyslogConnection(new IPEndPoint(remote.Address, remote.Port), _time),
            _ => throw new ArgumentOutOfRangeException(nameof(target), target, "An unknown kind of syslog target."),
        };

    private void Send(int priority, DateTimeOffset time)
    {
        while (_text.Length > 0)
        {
            _message.Clear();
            _form.AppendHeader(_message, priority, time);
            var length = WholeCharacters(_text.Bytes, Math.Max(LeastText, _connection.LongestMessage - _message.Length));
            AppendWithoutZeros(_text.Bytes[..length]);
            _text.Consume(length);
            Account(_connection.Send(_message.Bytes));
        }
    }

    /// <summary>How many bytes fit without cutting a character in two.</summary>
    private static int WholeCharacters(ReadOnlySpan<byte> text, int longest)
    {
        if (text.Length <= longest)
            return text.Length;
        var length = longest;
        for (var back = 0; back < 3 && (text[length] & 0xC0) == 0x80; back++)
            length--;
        return length;
    }

    /// <summary>A NUL ends the message for many receivers.</summary>
    private void AppendWithoutZeros(ReadOnlySpan<byte> text)
    {
        while (text.IndexOf((byte)0) is var zero and >= 0)
        {
            _message.Append(text[..zero]);
            _message.Append(" ");
            text = text[(zero + 1)..];
        }
        _message.Append(text);
    }

    private void Account(string? refusal)
    {
        if (refusal is not null)
        {
            if (_lost++ == 0)
                _listener.Report(this, LogNotice.Of(_time, LogEventLevel.Error, $"could not write to syslog at {refusal}"));
        }
        else if (_lost > 0)
        {
            var lost = _lost;
            _lost = 0;
            SendLost(lost);
        }
    }

    private void SendLost(long lost)
    {
        _message.Clear();
        _form.AppendHeader(_message, SyslogPriority.Of(_facility, LogEventLevel.Warning), _time.GetUtcNow());
        var notice = LogNotice.Lost(_time, lost, "syslog did not take them");
        using var text = new LineWriter();
        _formatter.Format(notice, text);
        _message.Append(text.Text.TrimEnd('\n'));
        if (_connection.Send(_message.Bytes) is not null)
            _lost = lost;
    }
}
