using System.Collections.Immutable;
using Supervisor.Configuration.Loading;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Choices;
using Supervisor.Engine.Control;
using Supervisor.Engine.Descendants;
using Supervisor.Engine.Gateway;
using Supervisor.Engine.Journal;
using Supervisor.Engine.Keeping;
using Supervisor.Engine.Logs;
using Supervisor.Engine.Recovery;
using Supervisor.Engine.Reload;
using Supervisor.Engine.Shutdown;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Spawning;
using Supervisor.Engine.Time;
using Supervisor.Engine.Upgrade;
using Supervisor.Posix;

namespace Supervisor.Engine.Loop;

/// <summary>
/// What the loop does with signals, messages and time. It waits for nothing itself, so that the real loop and a simulated one drive the
/// same code.
/// </summary>
public sealed class SupervisionEngine : IKeeperNotices, IDisposable
{
    private readonly EngineParts _parts;
    private readonly ConfigurationInForce _configuration;
    private readonly ConfigurationLoads _loads;
    private readonly WaitingCalls _waiting = new();
    private readonly ChoiceRequests _choices;
    private readonly DaemonRequests _daemonRequests;
    private readonly ILiveDaemonSettings _daemon;
    private readonly Action<LoadResult> _reloaded;
    private readonly GatewayProcess? _gateway;
    private readonly UpgradeSequence _upgrade;
    private readonly IServiceManager? _service;
    private readonly ExitRequests _exits;

    /// <param name="isInForeground">A second Ctrl-C kills.</param>
    public SupervisionEngine(
        EngineParts parts,
        IConfigurationSource source,
        ILiveDaemonSettings daemon,
        ControlParts control,
        bool isInForeground
    )
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(control);
        _parts = parts;
        _daemon = daemon;
        _reloaded = Reloaded;
        _loads = new ConfigurationLoads(source);
        _configuration = new ConfigurationInForce(parts.Reload, ApplyToDaemon, parts.Log)
        {
            WasRead = settings => parts.Journal.LastRead = settings.Generation,
        };
        _daemonRequests = new DaemonRequests(control.Identity, _configuration, _loads, parts.Shutdown, parts.Events, parts.Log);
        _choices = new ChoiceRequests(parts.Roster, parts.Disabled, control.Choices, parts.Log);
        var desk = new RequestDeskWiring(parts, control, daemon, _configuration, _loads, _waiting, _choices, _daemonRequests).Connect();
        Requests = desk;
        if (control.Gateway is { } gateway)
            parts.Harvest.Foreign.Add(_gateway = new GatewayProcess(gateway.Servers, gateway.Command, parts, desk));
        _upgrade = new UpgradeSequence(parts, control.Trial, desk, _gateway);
        parts.Harvest.Foreign.Add(_upgrade);
        _daemonRequests.UpgradeWanted = _upgrade.Begin;
        if (parts.Finder is { } finder)
            finder.ForeignProcesses = () => parts.Harvest.Foreign.SelectMany(foreign => foreign.ProcessIds);
        _service = control.Service;
        _exits = new ExitRequests(parts.Shutdown, parts.Log, isInForeground) { StaysEnded = StayEnded };
        FollowSlots(parts);
        FollowShutdown(parts.Shutdown);
    }

    /// <summary>Every program has been stopped and its end been told: the daemon can end.</summary>
    public bool IsOver => _parts.Shutdown.IsOver && !_parts.Announcer.IsHolding && _parts.Driver.Remnants is not { IsLooking: true };

    /// <summary>The executable that this process is to go over to, now; null to go on.</summary>
    public string? DueUpgrade => _upgrade.Due;

    /// <summary>After <see cref="Leave"/>: the gateway has sent its last answers and is gone.</summary>
    public bool HasLeft => _gateway?.HasLeft ?? true;

    public Roster Roster => _parts.Roster;

    /// <summary>When <see cref="RunTimers"/> is due; null when nothing is waited for.</summary>
    public MonotonicTime? NextDue => _parts.Timers.NextDue;

    /// <summary>The configuration in force.</summary>
    public SupervisorSettings Settings => _configuration.Settings;

    /// <inheritdoc cref="ConfigurationInForce.LoadsInUse"/>
    public ImmutableHashSet<ulong> LoadsInUse => _configuration.LoadsInUse(Roster);

    /// <summary>Carries out what clients ask.</summary>
    public IRequestHandler Requests { get; }

    /// <summary>The end that has begun is to be followed by a new beginning of the daemon.</summary>
    public bool RestartRequested => _daemonRequests.RestartRequested;

    /// <summary>Spawns that have been answered, ever.</summary>
    public long SpawnsAnswered { get; private set; }

    /// <summary>Configurations that have been read since the start, whatever was found in them.</summary>
    public long ConfigurationsLoaded { get; private set; }

    /// <summary>Spawns that have been asked for and not been answered.</summary>
    public int SpawnsUnderWay => _parts.Spawns.Count;

    /// <summary>Another executable takes this one's place: gives it what is not in any file, through the keeper.</summary>
    public void PassOn() => _gateway?.PassOn();

    /// <summary>Makes the slots of the first configuration and starts what starts by itself.</summary>
    /// <param name="held">What the keeper has handed back; null when there is nothing.</param>
    public void Begin(SupervisorSettings settings, HeldDescriptors? held = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _parts.Listeners.Identifier = settings.Daemon.Identifier;
        _choices.Begin(settings);
        _configuration.Begin(settings);
        // What was on the way in another master's time is of programs that are no more.
        foreach (var output in _parts.Logs.TakeUntold())
            _parts.Logs.Arrived(output);
        _gateway?.Resume(held ?? new HeldDescriptors());
        _gateway?.Begin(settings.Gateway);
        _gateway?.Listen();
    }

    /// <summary>Goes on where another master stopped, and then makes everything what the configuration says now.</summary>
    /// <param name="present">What the files say now; null when they cannot be read.</param>
    /// <param name="held">What the keeper has handed back.</param>
    public void Recover(RecoveredConfiguration recovered, SupervisorSettings? present, IChildEvidence evidence, HeldDescriptors? held)
    {
        ArgumentNullException.ThrowIfNull(recovered);
        ArgumentNullException.ThrowIfNull(evidence);
        _parts.Listeners.Identifier = recovered.Settings.Daemon.Identifier;
        _choices.Resume(recovered.Settings);
        _configuration.Resume(recovered.Settings);
        held ??= new HeldDescriptors();
        // Calls that wait are to see what follows from the recovery.
        _parts.Recovery.Restored = () => _gateway?.Resume(held);
        _parts.Recovery.Recover(recovered, evidence, held);
        _waiting.LookAtAll();
        _gateway?.Begin(present?.Gateway ?? recovered.Settings.Gateway);
        GoOn(recovered, present);
        _gateway?.Listen();
    }

    private void GoOn(RecoveredConfiguration recovered, SupervisorSettings? present)
    {
        if (_parts.Journal.Ending == DaemonEnding.Ends && _parts.Keeper.HasLostMasters)
        {
            _parts.Log.Write(DaemonLogLevel.Warn, "supervisord was ending, and goes on with that");
            _parts.Shutdown.Begin();
            return;
        }
        var beginsAnew = _parts.Journal.Ending != DaemonEnding.None;
        if (beginsAnew)
            _parts.Reload.BeginAnew();
        if (present is not null)
            _configuration.Apply(present, beginsAnew ? null : recovered.Inactive);
        _parts.Reload.StartWaiting();
        _parts.Journal.Ending = DaemonEnding.None;
    }

    private void FollowSlots(EngineParts parts)
    {
        parts.Driver.Changed = _waiting.Changed;
        parts.Driver.Settled = slot =>
        {
            parts.Reload.Settled(slot);
            // Who connects while the others are being stopped is refused, and does not wait in vain.
            if (parts.Shutdown.HasBegun)
                parts.Sockets.Release(slot);
            parts.Shutdown.Proceed();
        };
        parts.Driver.Lost = () =>
        {
            parts.Reload.StartWaiting();
            parts.Shutdown.Proceed();
        };
    }

    private void FollowShutdown(ShutdownSequence shutdown)
    {
        var beginning = shutdown.Beginning;
        shutdown.Beginning = () =>
        {
            NoteEnding();
            _upgrade.ShutdownBegins();
            beginning?.Invoke();
            TellShutdown();
        };
    }

    private void NoteEnding() => _parts.Journal.Ending = RestartRequested ? DaemonEnding.BeginsAnew : DaemonEnding.Ends;

    /// <inheritdoc />
    public void Received(in ReceivedSignal signal) => Receive(signal);

    /// <inheritdoc />
    public void Ended(in ChildExit exit) => _parts.Harvest.TakeFromKeeper(exit);

    /// <inheritdoc />
    public void Lost()
    {
        _parts.Log.Write(
            DaemonLogLevel.Critical,
            "the keeper is gone: programs go on as ever, but nobody would start this process again; "
                + "start supervisord once more with the same configuration, and it becomes the new keeper"
        );
        _parts.Recovery.KeeperLost();
        _upgrade.IsWithoutKeeper = true;
        KeeperLost?.Invoke();
    }

    /// <inheritdoc />
    public void Attached(int keeperId)
    {
        _upgrade.IsWithoutKeeper = false;
        KeeperCame?.Invoke(keeperId);
    }

    /// <summary>Told when the keeper is gone.</summary>
    public Action? KeeperLost { get; set; }

    /// <summary>Told of the pid of one that has come instead.</summary>
    public Action<int>? KeeperCame { get; set; }

    /// <summary>A new keeper is told everything that it is to hold.</summary>
    public void KeepAll() => _parts.Reload.KeepAll();

    /// <summary>To be called when all is over: closes the sockets of programs, and lets the gateway go.</summary>
    public void Leave()
    {
        foreach (var slot in _parts.Roster.Slots)
            _parts.Sockets.Release(slot);
        _gateway?.LeaveSoon();
    }

    public void RunTimers() => _parts.Timers.FireDue(_parts.Clock.Now);

    public void CollectChildren() => _parts.Harvest.Collect();

    public void Receive(in LoopMessage message)
    {
        if (message.Spawn is { } answer)
        {
            if (_upgrade.Take(answer))
                return;
            if (_gateway?.Take(answer) != true)
            {
                SpawnsAnswered++;
                _parts.Driver.Answered(answer);
            }
            _upgrade.SpawnEnded();
        }
        else if (message.Log is { Kind: LogPumpNoticeKind.Drained } drained)
        {
            _parts.Announcer.Drained(drained.Token);
            // Listeners are not stopped before they have been told of the ends of all others.
            _parts.Shutdown.Proceed();
        }
        else if (message.Log is { Output: { } output })
        {
            _parts.Announcer.Deliver(output);
        }
        else if (message.Log is { } notice)
            _parts.Log.Write(notice.Level, notice.Text);
        else if (message.Other is { } other)
            ReceiveOther(other);
    }

    /// <summary>A message that had not been looked at when another executable takes this one's place, which finds what is noted.</summary>
    public void ReceiveLast(in LoopMessage message)
    {
        if (message.Log is { Kind: LogPumpNoticeKind.Output, Output.Note.Number: 0 } or { Kind: LogPumpNoticeKind.Complaint })
            Receive(message);
    }

    private void ReceiveOther(object message)
    {
        switch (message)
        {
            case LoadResult loaded:
                ConfigurationsLoaded++;
                _loads.Loaded(_parts.SocketCheck.Check(loaded, Settings));
                break;
            case CommandCheck check:
                _waiting.Checked(check);
                break;
            case SearchAnswer answer:
                _parts.Finder!.Answered(answer);
                break;
            case LogFileResult result:
                LogRequests.Done(result);
                break;
            case ChoicesSaved saved:
                _choices.Saved(saved);
                break;
            default:
                throw new InvalidOperationException($"no such message: {message}");
        }
    }

    public void Receive(in ReceivedSignal signal)
    {
        if (signal.Signal == SignalNumber.Terminate || signal.Signal == SignalNumber.Quit || signal.Signal == SignalNumber.Interrupt)
            _exits.Receive(signal);
        else if (signal.Signal == SignalNumber.Hangup)
            ReceiveHangup(signal);
        else if (signal.Signal == SignalNumber.User2)
            ReopenLogs(signal);
        else if (signal.Signal == SignalNumber.User1)
            ReceiveUpgradeRequest(signal);
    }

    private void ReceiveUpgradeRequest(in ReceivedSignal signal)
    {
        _parts.Log.Write(DaemonLogLevel.Warn, $"received SIGUSR1 indicating upgrade request ({SenderText.Of(signal)})");
        _upgrade.Begin(null, "");
    }

    /// <summary>Whoever wants it to end wants it to stay so, also where a client had it begin anew (reference 6.1).</summary>
    private void StayEnded()
    {
        var wasToBeginAnew = RestartRequested;
        _daemonRequests.GiveUpRestart();
        if (wasToBeginAnew)
            TellShutdown();
        if (_parts.Shutdown.HasBegun)
            NoteEnding();
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
        _service?.Reloading("Reading the configuration");
        _loads.Request(_reloaded);
    }

    /// <summary>A manager that was told of an end would not let the daemon begin anew.</summary>
    private void TellShutdown()
    {
        if (RestartRequested)
            _service?.Reloading("Stopping the programs to begin anew");
        else
            _service?.Stopping();
    }

    private void Reloaded(LoadResult result)
    {
        if (_parts.Shutdown.HasBegun)
            return;
        if (_configuration.Accept(result) is { } settings)
        {
            _configuration.Apply(settings);
            _service?.Ready("The configuration has been reloaded");
        }
        else
            _service?.Ready("The configuration was not reloaded, its log says why");
    }

    private void ApplyToDaemon(SupervisorSettings settings)
    {
        _daemon.Apply(settings);
        _choices.Follow(settings);
        _gateway?.Apply(settings);
    }

    private void ReopenLogs(in ReceivedSignal signal)
    {
        _parts.Log.Write(DaemonLogLevel.Info, $"received SIGUSR2 indicating log reopen request ({SenderText.Of(signal)})");
        _daemon.ReopenLog();
        _parts.Log.Write(DaemonLogLevel.Info, "supervisord logreopen");
        _parts.Logs.ReopenAll();
    }

    /// <summary>After the end: gives back what belongs to no program.</summary>
    public void Dispose()
    {
        _gateway?.Dispose();
        _upgrade.Dispose();
    }
}
