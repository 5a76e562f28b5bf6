using System.Diagnostics;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Logs;
using Supervisord.DaemonLog.Syslog;

namespace Supervisord.DaemonLog;

/// <summary>
/// The daemon's own log: a Serilog pipeline with Supervisor's lines. It goes to the log file or to syslog, and in the foreground also to
/// standard output, each behind a thread of its own. Lines before <see cref="Open"/> are kept until then. One thread at a time uses it,
/// except for logging, which any thread may.
/// </summary>
internal sealed class MainLog : IDisposable
{
    private const int StandardOutput = 1;
    private const int StandardError = 2;
    private static readonly TimeSpan ExitPatience = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time;
    private readonly int _standardOutput;
    private readonly SupervisorLineFormatter _formatter;
    private readonly LogRouter _router = new();
    private readonly LoggingLevelSwitch _level = new(LogEventLevel.Verbose);
    private readonly Logger _logger;

    /// <summary>Closed sinks whose threads may still have lines to write.</summary>
    private readonly List<BackgroundSink> _closing = [];
    private BackgroundSink? _syslog;
    private SyslogSettings? _syslogSettings;
    private string? _path;
    private BackgroundSink? _file;
    private BackgroundSink? _copy;

    /// <param name="standardOutput">The descriptor of the copy.</param>
    public MainLog(TimeProvider time, int standardOutput = StandardOutput)
    {
        _standardOutput = standardOutput;
        _time = time;
        _formatter = new SupervisorLineFormatter(time);
        _logger = new LoggerConfiguration().MinimumLevel.ControlledBy(_level).WriteTo.Sink(_router).CreateLogger();
    }

    public ILogger Logger => _logger;

    /// <summary>For lines of programs, from <see cref="Open"/> on; stays the same when the settings change.</summary>
    public IProgramSyslog ProgramSyslog => _syslog ?? throw new InvalidOperationException("The log is not open.");

    /// <summary>The errno that keeps the log file from being written, as far as the file's thread knows; 0 when all is well.</summary>
    public int FileFailure => (_file?.Inner as RotatingFileSink)?.Failure ?? 0;

    /// <summary>Waits until the log file is open, or cannot be opened.</summary>
    /// <returns>The errno; 0 when it is open, when there is no file, or when the time was over first: a file system that hangs.</returns>
    public int OpeningFailure(TimeSpan timeout) => _file is { } file && file.Flush(timeout) ? FileFailure : 0;

    /// <summary>Takes the lines, of the level or above, that were logged while no log was open.</summary>
    public string TakeUnwritten(LogEventLevel level)
    {
        using var lines = new LineWriter();
        foreach (var line in _router.TakeEarly().Where(line => line.Level >= level))
            _formatter.Format(line, lines);
        return new string(lines.Text);
    }

    /// <summary>Opens what the settings name, and writes what was logged until now.</summary>
    /// <param name="isForeground">Copy to standard output, unless the settings say silent.</param>
    public void Open(DaemonSettings settings, SyslogSettings syslog, bool isForeground)
    {
        if (isForeground && !settings.Silent)
            _copy = CreateDescriptorSink("log-stdout", _standardOutput);
        Reconfigure(settings, syslog);
    }

    /// <summary>Takes over level, log file, its limits and syslog. Returns at once; no line is lost or written twice.</summary>
    public void Reconfigure(DaemonSettings settings, SyslogSettings syslog)
    {
        var syslogSink = ConfigureSyslog(syslog);
        var limits = new RotationLimits(settings.LogFileMaxBytes, settings.LogFileBackups);
        var previous = _file;
        if (settings.LogFile != _path)
            _file = CreateFileSink(settings.LogFile, limits);
        else if (_file is { Inner: RotatingFileSink same })
            _file.Post(() => same.Limit(limits));
        _path = settings.LogFile;

        var main = _file ?? (settings.LogFile is null ? syslogSink : null);
        BackgroundSink?[] wanted = [main, _copy];
        _level.MinimumLevel = settings.LogLevel.ToSerilog();
        _router.Route(settings.LogLevel, [.. wanted.OfType<BackgroundSink>()], syslogSink);
        if (_file is { Inner: RotatingFileSink fresh } && _file != previous)
            _file.Post(fresh.Open);
        if (previous != _file && previous is not null)
            Retire(previous, main);
    }

    /// <summary>Closes the log file and opens its name again: after it was moved away (SIGUSR2).</summary>
    public void Reopen()
    {
        if (_file is { Inner: RotatingFileSink sink } file)
            file.Post(sink.Reopen);
    }

    /// <summary>Waits until what was logged so far is written everywhere.</summary>
    /// <returns>False when the time was over first: a target blocks.</returns>
    public bool Flush(TimeSpan timeout)
    {
        var started = Stopwatch.GetTimestamp();
        var isDone = true;
        // The file last: the others may have reported their failures to it.
        foreach (var sink in _closing)
            isDone &= sink.Join(timeout - Stopwatch.GetElapsedTime(started));
        foreach (var sink in new[] { _copy, _syslog, _file }.OfType<BackgroundSink>())
            isDone &= sink.Flush(timeout - Stopwatch.GetElapsedTime(started));
        return isDone;
    }

    /// <summary>Writes what is left, for at most two seconds, and closes everything.</summary>
    public void Dispose()
    {
        var started = Stopwatch.GetTimestamp();
        Flush(ExitPatience);
        _logger.Dispose();
        BackgroundSink[] sinks = [.. new[] { _copy, _syslog, _file }.OfType<BackgroundSink>()];
        foreach (var sink in sinks)
            sink.Close();
        foreach (var sink in sinks.Concat(_closing))
            sink.Join(ExitPatience - Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Does not wait for what the sink has still to write; <see cref="Flush"/> and the end do.</summary>
    private void Retire(BackgroundSink sink, BackgroundSink? successor)
    {
        sink.Close(successor);
        _closing.RemoveAll(earlier => earlier.Join(TimeSpan.Zero));
        _closing.Add(sink);
    }

    private BackgroundSink ConfigureSyslog(SyslogSettings settings)
    {
        if (_syslog is null)
            _syslog = new BackgroundSink("log-syslog", new SyslogSink(settings, _formatter, _time, _router), _time);
        else if (settings != _syslogSettings && _syslog.Inner is SyslogSink sink)
            _syslog.Post(() => sink.Redirect(settings));
        _syslogSettings = settings;
        return _syslog;
    }

    /// <returns>Null when there is no file: syslog, or standard output that has its copy already.</returns>
    private BackgroundSink? CreateFileSink(string? path, RotationLimits limits) =>
        path switch
        {
            null => null,
            // Opening these names fails when the descriptor is a socket, as under a service manager; writing to it does not.
            "/dev/stdout" or "/dev/fd/1" or "/proc/self/fd/1" => _copy is null ? CreateDescriptorSink("log-file", _standardOutput) : null,
            "/dev/stderr" or "/dev/fd/2" or "/proc/self/fd/2" => CreateDescriptorSink("log-file", StandardError),
            _ => new BackgroundSink("log-file", new RotatingFileSink(path, limits, _formatter, _time, _router), _time),
        };

    private BackgroundSink CreateDescriptorSink(string threadName, int descriptor) =>
        new(threadName, new DescriptorSink(descriptor, _formatter, _time), _time);
}
