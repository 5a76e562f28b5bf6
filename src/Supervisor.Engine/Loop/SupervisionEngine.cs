using Supervisor.Configuration.Comparison;
using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Loading;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Logs;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Loop;

/// <summary>
/// What the loop does with signals, messages and time. It waits for nothing itself, so that the real loop and a simulated one drive the
/// same code.
/// </summary>
public sealed class SupervisionEngine
{
    private readonly EngineParts _parts;
    private readonly IConfigurationSource _configuration;
    private readonly ILiveDaemonSettings _daemon;
    private readonly bool _isInForeground;
    private SupervisorSettings? _settings;
    private bool _isLoading;
    private bool _loadsAgain;
    private bool _wasInterrupted;

    /// <param name="isInForeground">A second Ctrl-C kills.</param>
    public SupervisionEngine(EngineParts parts, IConfigurationSource configuration, ILiveDaemonSettings daemon, bool isInForeground)
    {
        ArgumentNullException.ThrowIfNull(parts);
        _parts = parts;
        _configuration = configuration;
        _daemon = daemon;
        _isInForeground = isInForeground;
        parts.Driver.Settled = slot =>
        {
            parts.Reload.Settled(slot);
            parts.Shutdown.Proceed();
        };
        parts.Driver.Lost = () =>
        {
            parts.Reload.StartWaiting();
            parts.Shutdown.Proceed();
        };
    }

    /// <summary>Every program has been stopped and its end been told: the daemon can end.</summary>
    public bool IsOver => _parts.Shutdown.IsOver && !_parts.Announcer.IsHolding;

    public Roster Roster => _parts.Roster;

    /// <summary>When <see cref="RunTimers"/> is due; null when nothing is waited for.</summary>
    public MonotonicTime? NextDue => _parts.Timers.NextDue;

    /// <summary>The configuration in force.</summary>
    public SupervisorSettings Settings => _settings ?? throw new InvalidOperationException("no configuration is in force yet");

    /// <summary>Spawns that have been answered, ever.</summary>
    public long SpawnsAnswered { get; private set; }

    /// <summary>Spawns that have been asked for and not been answered.</summary>
    public int SpawnsUnderWay => _parts.Spawns.Count;

    /// <summary>Makes the slots of the first configuration and starts what starts by itself.</summary>
    public void Begin(SupervisorSettings settings)
    {
        _settings = settings;
        _parts.Reload.Begin(settings);
    }

    public void RunTimers() => _parts.Timers.FireDue(_parts.Clock.Now);

    public void CollectChildren() => _parts.Harvest.Collect();

    public void Receive(in LoopMessage message)
    {
        if (message.Spawn is { } answer)
        {
            SpawnsAnswered++;
            _parts.Driver.Answered(answer);
        }
        else if (message.Log is { Kind: LogPumpNoticeKind.Drained } drained)
            _parts.Announcer.Drained(drained.Token);
        else if (message.Log is { } notice)
            _parts.Log.Write(notice.Level, notice.Text);
        else if (message.Configuration is { } loaded)
            Loaded(loaded);
    }

    public void Receive(in ReceivedSignal signal)
    {
        if (signal.Signal == SignalNumber.Terminate || signal.Signal == SignalNumber.Quit || signal.Signal == SignalNumber.Interrupt)
            ReceiveExitRequest(signal);
        else if (signal.Signal == SignalNumber.Hangup)
            ReceiveHangup(signal);
        else if (signal.Signal == SignalNumber.User2)
            ReopenLogs(signal);
        else if (signal.Signal == SignalNumber.User1)
            _parts.Log.Write(DaemonLogLevel.Warn, $"received SIGUSR1, which has no meaning here and is ignored ({SenderText.Of(signal)})");
    }

    private void ReceiveExitRequest(in ReceivedSignal signal)
    {
        var fromTerminal = signal.Signal == SignalNumber.Interrupt && signal.IsFromKernel && _isInForeground;
        if (!_parts.Shutdown.HasBegun)
        {
            _wasInterrupted = fromTerminal;
            _parts.Log.Write(DaemonLogLevel.Warn, $"received {signal.Signal.Name} indicating exit request ({SenderText.Of(signal)})");
            _parts.Shutdown.Begin();
            return;
        }
        if (fromTerminal && _wasInterrupted)
        {
            _parts.Log.Write(DaemonLogLevel.Warn, $"received a second interrupt from the terminal, killing {_parts.Shutdown.AwaitedNames}");
            _parts.Shutdown.KillAll();
            return;
        }
        _wasInterrupted |= fromTerminal;
        _parts.Log.Write(
            DaemonLogLevel.Warn,
            $"received {signal.Signal.Name} again, still waiting for {_parts.Shutdown.AwaitedNames} ({SenderText.Of(signal)})"
        );
    }

    private void ReceiveHangup(in ReceivedSignal signal)
    {
        if (_parts.Shutdown.HasBegun)
        {
            _parts.Log.Write(DaemonLogLevel.Warn, "ignored SIGHUP indicating reload request (shutdown in progress)");
            return;
        }
        _parts.Log.Write(DaemonLogLevel.Warn, $"received SIGHUP indicating reload request ({SenderText.Of(signal)})");
        RequestReload();
    }

    /// <summary>Several requests while a load is under way make one more load, which sees all that was written before the last of them.</summary>
    public void RequestReload()
    {
        if (_isLoading)
        {
            _loadsAgain = true;
            return;
        }
        _isLoading = true;
        _configuration.BeginLoad();
    }

    private void Loaded(LoadResult result)
    {
        _isLoading = false;
        if (_loadsAgain)
        {
            _loadsAgain = false;
            RequestReload();
            return;
        }
        if (_parts.Shutdown.HasBegun)
            return;
        foreach (var diagnostic in result.Diagnostics)
            _parts.Log.Write(LevelOf(diagnostic.Severity), DiagnosticRenderer.Render(diagnostic));
        if (result.Settings is not { } settings)
        {
            _parts.Log.Write(DaemonLogLevel.Error, "the configuration was not reloaded: nothing has been changed");
            return;
        }
        Apply(settings);
    }

    private void Apply(SupervisorSettings settings)
    {
        var difference = SettingsDifference.Between(Settings, settings);
        _settings = settings;
        _daemon.Apply(settings);
        foreach (var key in difference.Daemon.NeedRestart)
            _parts.Log.Write(DaemonLogLevel.Warn, $"supervisord: {key} changed, which needs a restart of the daemon to take effect");
        if (!difference.Daemon.Live.IsEmpty)
            _parts.Log.Write(DaemonLogLevel.Info, $"supervisord: {string.Join(", ", difference.Daemon.Live)} changed and applied");
        _parts.Reload.Apply(difference);
        _parts.Log.Write(DaemonLogLevel.Info, Summary(difference));
    }

    private static string Summary(SettingsDifference difference)
    {
        int Count(ChangeKind kind) => difference.Processes.Count(process => process.Kind == kind);
        return $"configuration reloaded: {Count(ChangeKind.Added)} added, {Count(ChangeKind.Changed)} changed, "
            + $"{Count(ChangeKind.Removed)} removed, {Count(ChangeKind.Unchanged)} untouched";
    }

    private void ReopenLogs(in ReceivedSignal signal)
    {
        _parts.Log.Write(DaemonLogLevel.Info, $"received SIGUSR2 indicating log reopen request ({SenderText.Of(signal)})");
        _daemon.ReopenLog();
        _parts.Log.Write(DaemonLogLevel.Info, "supervisord logreopen");
        _parts.Logs.ReopenAll();
    }

    private static DaemonLogLevel LevelOf(DiagnosticSeverity severity) =>
        severity switch
        {
            DiagnosticSeverity.Error => DaemonLogLevel.Error,
            DiagnosticSeverity.Warning => DaemonLogLevel.Warn,
            _ => DaemonLogLevel.Info,
        };
}
