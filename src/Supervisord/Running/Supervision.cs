using Supervisor.Configuration.Settings;
using Supervisor.Engine;
using Supervisor.Engine.Choices;
using Supervisor.Engine.Control;
using Supervisor.Engine.Descendants;
using Supervisor.Engine.Gateway;
using Supervisor.Engine.Keeping;
using Supervisor.Engine.Kernel;
using Supervisor.Engine.Logs;
using Supervisor.Engine.Loop;
using Supervisor.Engine.Messaging;
using Supervisor.Engine.Spawning;
using Supervisor.Engine.Time;
using Supervisor.Engine.Upgrade;
using Supervisor.Posix;
using Supervisord.DaemonLog;
using Supervisord.Keeping;
using Supervisord.Startup;

namespace Supervisord.Running;

/// <summary>The engine with its threads: this is where everything is put together.</summary>
internal sealed class Supervision : IDisposable
{
    /// <summary>A program that hangs in its start keeps the launching command waiting no longer than this.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(5);

    private readonly Takeover _takeover;
    private readonly Mailbox<LoopMessage> _mail = new();
    private readonly LoopDescriptors _descriptors = new();
    private readonly SignalDescriptor _signals;
    private readonly SpawnerPool _spawners;
    private readonly LogNotes? _logNotes;
    private readonly LogPump _logs;
    private readonly LogFileWorker _logFiles;
    private readonly ProcessSearcher _searcher;
    private readonly ProgramControlGroups _controlGroups;
    private readonly ChoiceStore _choices;
    private readonly SupervisionEngine _engine;
    private readonly MasterLoop _loop;
    private readonly AttachPoint? _attachPoint;
    private readonly ServiceManager? _service;

    public Supervision(
        Takeover takeover,
        ConfigurationSource configuration,
        ChildSpecificationFactory specifications,
        GatewayParts gateway,
        MainLog log,
        IDaemonLog lines,
        TimeProvider time,
        Stage stage,
        PidFile pidFile,
        DaemonIdentity identity,
        TrialCommand? trial
    )
    {
        _signals = new SignalDescriptor(MasterSignals.Read(stage.KeepsHangupIgnored));
        _takeover = takeover;
        var clock = new MonotonicClock(time);
        _spawners = new SpawnerPool(
            answer => _mail.Post(LoopMessage.Of(answer)),
            check => _mail.Post(LoopMessage.Of(check)),
            clock,
            Environment.ProcessorCount
        );
        _logNotes = KeptLogNotes.Open(takeover.Keeper, clock, lines);
        _logs = new LogPump(notice => _mail.Post(LoopMessage.Of(notice)), log.ProgramSyslog, time, new ChildOutputCopy(lines), _logNotes);
        _searcher = new ProcessSearcher(answer => _mail.Post(LoopMessage.Of(answer)));
        var daemon = takeover.Settings.Daemon;
        var mark = InstanceMark.Of(daemon.PidFile);
        _controlGroups = daemon.ControlGroups
            ? ProgramControlGroups.Open(ControlGroup.OfThisProcess(), mark, lines)
            : ProgramControlGroups.None;
        // Orphans of programs that another master has made fall to the keeper.
        int[] roots = takeover.Keeper is null ? [ThisProcess.Id] : [ThisProcess.Id, ThisProcess.ParentId];
        var identities = roots.Select(ProcessIdentity.Of).OfType<ProcessIdentity>().ToArray();
        var parts = new EngineParts(
            new LinuxKernel(),
            _spawners,
            _descriptors,
            _logs,
            lines,
            specifications,
            [],
            time,
            new Random(),
            takeover.Parts,
            new DescendantParts(new LinuxProcesses(_searcher), _controlGroups, mark, identities, ThisProcess.UserId)
        );
        _logFiles = new LogFileWorker(result => _mail.Post(LoopMessage.Of(result)));
        _choices = new ChoiceStore(result => _mail.Post(LoopMessage.Of(result)));
        // Who detached from its manager has nothing to tell it.
        if (!stage.IsDaemon && ServiceNotification.To(Environment.GetEnvironmentVariable(ServiceNotification.Variable)) is { } notification)
            _service = new ServiceManager(notification, clock, identity);
        var reloader = new ConfigurationReloader(configuration, takeover.Loads, _mail);
        _engine = new SupervisionEngine(
            parts,
            reloader,
            new LiveSettings(log),
            new ControlParts(identity, _logFiles)
            {
                Choices = _choices,
                Gateway = gateway,
                Trial = trial,
                Service = _service,
            },
            isInForeground: !stage.IsDaemon
        );
        reloader.LoadsInUse = () => _engine.LoadsInUse;
        if (takeover is { Keeper: { } keeper, AttachPath: { } path })
            _attachPoint = Await(keeper, path, pidFile, lines);
        _loop = new MasterLoop(_engine, _descriptors, _signals, _mail, clock, takeover.Keeper);
    }

    /// <summary>Starts what starts by itself, and returns when all of it has been forked.</summary>
    public void Start()
    {
        // Before the first program is: none may be left behind.
        _takeover.Keeper?.Started();
        if (_takeover.Found is { } found)
            _engine.Recover(found, _takeover.Present, _takeover.Evidence, _takeover.Keeper?.Held);
        else
            _engine.Begin(_takeover.Settings, _takeover.Keeper?.Held);
        if (_takeover.Keeper is { } keeper)
        {
            _takeover.Parts.Listeners.DiscardRest();
            // What nobody took belongs to something that is no more.
            foreach (var key in keeper.Held.Keys)
                keeper.Drop(key);
            keeper.Held.Dispose();
            keeper.Begin();
            keeper.Watch(_descriptors, _engine);
        }
        _loop.RunUntilSpawned(StartPatience);
        _service?.Ready("The programs are supervised");
    }

    /// <summary>The end that has come is to be followed by a new beginning.</summary>
    public bool RestartRequested => _engine.RestartRequested;

    /// <summary>The executable that this process is to go over to; null for an end.</summary>
    public string? DueUpgrade => _engine.DueUpgrade;

    /// <summary>Runs until everything has been stopped and written.</summary>
    public void Run()
    {
        // The launching command has its answer: it need not wait for this too.
        _loop.StartEnded();
        _loop.Run();
        if (DueUpgrade is null)
            _logs.Stop();
        else
        {
            // What is half-way stays noted: the next executable goes on with it.
            _logs.Suspend();
            _loop.TakeLast();
            _engine.PassOn();
        }
    }

    /// <summary>Should the keeper be lost, another can come in its place.</summary>
    private AttachPoint Await(KeeperLink keeper, string path, PidFile pidFile, IDaemonLog lines)
    {
        var point = new AttachPoint(path, keeper, _descriptors, KeepAll, lines);
        _engine.KeeperLost = point.Open;
        _engine.KeeperCame = id =>
        {
            pidFile.Write(id);
            lines.Write(DaemonLogLevel.Warn, $"supervisord has a keeper again, which is known by pid {id} from now on");
            // The manager has started the keeper, and waits.
            _service?.Ready("The programs are supervised, by a new keeper");
        };
        return point;

        void KeepAll()
        {
            keeper.Hold(KeeperKeys.PidFile, pidFile.Number);
            KeptLogNotes.Hold(keeper, _logNotes);
            _takeover.KeepState();
            _takeover.Parts.Listeners.KeepAgain();
            _engine.KeepAll();
        }
    }

    public void Dispose()
    {
        // First, whatever else fails: while the finalizer thread rests the process cannot end.
        _loop.Dispose();
        _attachPoint?.Dispose();
        _takeover.Keeper?.Unwatch();
        _engine.Dispose();
        _logFiles.Dispose();
        _searcher.Dispose();
        _choices.Dispose();
        _logs.Dispose();
        _spawners.Dispose();
        _controlGroups.Dispose();
        _descriptors.Dispose();
        _signals.Dispose();
        _mail.Dispose();
    }
}
