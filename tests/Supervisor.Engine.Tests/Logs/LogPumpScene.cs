using System.Collections.Concurrent;
using System.Text;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Logs;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Logs;

/// <summary>A log pump with real pipes and files in a directory of its own, and what it said.</summary>
public sealed class LogPumpScene : IProgramSyslog, IDisposable
{
    /// <summary>So long a machine that is busy with something else is waited for; nothing is asserted about it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly BlockingCollection<LogPumpNotice> _notices = [];
    private readonly List<LogPumpNotice> _seen = [];
    private long _lastToken;

    public LogPumpScene(IChildOutputCopy? copy = null, LogNotes? notes = null)
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("logs-").FullName;
        Pump = new LogPump(_notices.Add, this, TimeProvider.System, copy, notes);
    }

    public string Directory { get; }
    public LogPump Pump { get; }
    public ConcurrentQueue<string> SyslogLines { get; } = new();

    public static OutputSettings Output(
        long maxBytes = 0,
        int backups = 0,
        bool syslog = false,
        bool stripAnsi = false,
        LogFormat format = LogFormat.Raw
    ) => new(null, maxBytes, backups, syslog, 0, false, stripAnsi, format);

    public string At(string name) => Path.Combine(Directory, name);

    public string Text(string name) => File.ReadAllText(At(name));

    public LogChannel Open(string? file, OutputSettings? output = null, string name = "web") => Pump.Open(Settings(file, output, name));

    public static LogChannelSettings Settings(string? file, OutputSettings? output = null, string name = "web") =>
        new(name, LogStream.Stdout, output ?? Output(), file);

    /// <summary>The permission bits in octal.</summary>
    public static string ModeOf(string path)
    {
        FileStatus.Read(path, out var status).ShouldBe(0);
        return Convert.ToString(status.Mode, 8);
    }

    /// <summary>The write end, as a program gets it.</summary>
    public static FileStream Writer(LogChannel channel) =>
        new($"/proc/self/fd/{channel.ReadDescriptor}", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

    public static void Write(LogChannel channel, string text)
    {
        using var writer = Writer(channel);
        writer.Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Waits until what the pipe holds is at its target.</summary>
    public void Drain(LogChannel channel)
    {
        var token = ++_lastToken;
        Pump.Drain(channel, token);
        WaitFor(notice => notice == LogPumpNotice.Drained(token));
    }

    public LogPumpNotice WaitFor(LogPumpNoticeKind kind) => WaitFor(notice => notice.Kind == kind);

    public LogPumpNotice WaitFor(Predicate<LogPumpNotice> wanted)
    {
        var index = _seen.FindIndex(wanted);
        while (index < 0)
        {
            if (!_notices.TryTake(out var notice, Patience))
                throw new TimeoutException("The notice did not come; seen: " + string.Join("; ", _seen));
            _seen.Add(notice);
            index = _seen.FindIndex(wanted);
        }
        var found = _seen[index];
        _seen.RemoveAt(index);
        return found;
    }

    /// <summary>What has come and was not waited for.</summary>
    public IReadOnlyList<LogPumpNotice> Others()
    {
        while (_notices.TryTake(out var notice))
            _seen.Add(notice);
        return _seen;
    }

    /// <summary>The output that has been passed on since it was asked for last.</summary>
    public IReadOnlyList<ChannelOutput> TakeOutputs()
    {
        var outputs = Others().Select(notice => notice.Output).OfType<ChannelOutput>().ToList();
        _seen.RemoveAll(notice => notice.Output is not null);
        return outputs;
    }

    /// <summary>Waits for something that no notice tells of.</summary>
    public static void Until(Func<bool> condition)
    {
        SpinWait.SpinUntil(condition, Patience).ShouldBeTrue("It did not come to pass.");
    }

    public void Write(string processName, ReadOnlySpan<byte> line) =>
        SyslogLines.Enqueue(processName + " " + Encoding.UTF8.GetString(line));

    public void Dispose()
    {
        Pump.Dispose();
        _notices.Dispose();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
