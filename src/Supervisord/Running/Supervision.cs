using Supervisor.Engine;
using Supervisor.Engine.Control;
using Supervisor.Engine.Gateway;
using Supervisor.Engine.Kernel;
using Supervisor.Engine.Logs;
using Supervisor.Engine.Loop;
using Supervisor.Engine.Messaging;
using Supervisor.Engine.Spawning;
using Supervisor.Engine.Time;
using Supervisor.Posix;
using Supervisord.DaemonLog;
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
    private readonly LogPump _logs;
    private readonly LogFileWorker _logFiles;
    private readonly SupervisionEngine _engine;
    private readonly MasterLoop _loop;

    public Supervision(
        Takeover takeover,
        ConfigurationSource configuration,
        ChildSpecificationFactory specifications,
        GatewayParts gateway,
        MainLog log,
        IDaemonLog lines,
        TimeProvider time,
        Stage stage,
        int daemonId
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
        _logs = new LogPump(
            notice => _mail.Post(LoopMessage.Of(notice)),
            log.ProgramSyslog,
            time,
            new ChildOutputCopy(lines),
            KeptLogNotes.Open(takeover.Keeper, lines)
        );
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
            takeover.Parts
        );
        _logFiles = new LogFileWorker(result => _mail.Post(LoopMessage.Of(result)));
        _engine = new SupervisionEngine(
            parts,
            new ConfigurationReloader(configuration, takeover.Loads, _mail),
            new LiveSettings(log),
            new ControlParts(new DaemonIdentity(ProgramVersion.Text, daemonId), _logFiles) { Gateway = gateway },
            isInForeground: !stage.IsDaemon
        );
        _loop = new MasterLoop(_engine, _descriptors, _signals, _mail, clock, takeover.Keeper);
    }

    /// <summary>Starts what starts by itself, and returns when all of it has been forked.</summary>
    public void Start()
    {
        if (_takeover.Found is { } found)
            _engine.Recover(found, _takeover.Present, _takeover.Evidence, _takeover.Keeper?.Held);
        else
            _engine.Begin(_takeover.Present);
        if (_takeover.Keeper is { } keeper)
        {
            // What nobody took belongs to something that is no more.
            foreach (var key in keeper.Held.Keys)
                keeper.Drop(key);
            keeper.Held.Dispose();
            keeper.Begin();
            keeper.Watch(_descriptors, _engine);
            keeper.Started();
        }
        _loop.RunUntilSpawned(StartPatience);
    }

    /// <summary>The end that has come is to be followed by a new beginning.</summary>
    public bool RestartRequested => _engine.RestartRequested;

    /// <summary>Runs until everything has been stopped and written.</summary>
    public void Run()
    {
        // The launching command has its answer: it need not wait for this too.
        _loop.StartEnded();
        _loop.Run();
        _logs.Stop();
    }

    public void Dispose()
    {
        // First, whatever else fails: while the finalizer thread rests the process cannot end.
        _loop.Dispose();
        _engine.Dispose();
        _logFiles.Dispose();
        _logs.Dispose();
        _spawners.Dispose();
        _descriptors.Dispose();
        _signals.Dispose();
        _mail.Dispose();
    }
}
