using System.Collections.Immutable;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Control;
using Supervisor.Engine.Keeping;
using Supervisor.Engine.Kernel;
using Supervisor.Engine.Loop;
using Supervisor.Engine.States;
using Supervisor.Engine.Time;
using Supervisor.Posix;
using Supervisor.Protocol.Framing;
using Supervisor.Protocol.Replies;

namespace Supervisor.Engine.Gateway;

/// <summary>
/// Gateways in whose place another is or will be: they accept nobody, and go by themselves when they have given their last answer. They
/// outlive an upgrade of the master with all that they wait for.
/// </summary>
internal sealed class EarlierGateways(EngineParts parts, RequestDesk desk, GatewayErrors errors) : ITimerTarget, IDisposable
{
    /// <summary>Beyond these the one that has been leaving for longest has to hurry.</summary>
    public const int Most = KeeperKeys.MostGateways;

    /// <summary>One that has closed its socket is looked for so often: somebody else may have reaped it.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    /// <summary>One that is still there after this is said to be.</summary>
    private static readonly TimeSpan ReminderDelay = TimeSpan.FromMinutes(1);

    private readonly IKernel _kernel = parts.Kernel;
    private readonly IKeeper _keeper = parts.Keeper;
    private readonly IDaemonLog _log = parts.Log;
    private readonly MonotonicClock _clock = parts.Clock;
    private readonly TimerQueue _timers = parts.Timers;
    private readonly List<GatewayRun> _runs = [];
    private LoopTimer? _look;
    private LoopTimer? _reminder;

    public int Count => _runs.Count;

    public IEnumerable<int> ProcessIds => _runs.Select(run => run.KnownProcessId);

    /// <summary>Each has its process, and nothing waits to be taken by it.</summary>
    public bool AreAtRest => _runs.TrueForAll(run => run is { ProcessId: not null, Connection.HasWaiting: false });

    /// <summary>The process of one is just being made.</summary>
    public bool AreStarting => _runs.Exists(run => run.ProcessId is null);

    /// <summary>Told when there is none any more.</summary>
    public required Action AllGone { get; init; }

    /// <summary>Told of one that is of no use any more, and why.</summary>
    public required Action<GatewayRun, string> Failed { get; init; }

    /// <summary>It accepts no more, and goes when it has given its last answer.</summary>
    public void Add(GatewayRun run)
    {
        run.Connection.Retire();
        Take(run);
        if (_runs.Count <= Most)
            return;
        _log.Write(
            DaemonLogLevel.Warn,
            $"{_runs.Count} gateways give their last answers; the oldest, pid {_runs[0].KnownProcessId}, has to hurry"
        );
        _runs[0].Connection.Leave();
    }

    public bool Has(GatewayRun run) => _runs.Contains(run);

    /// <summary>The one whose process this is; null when there is none.</summary>
    public GatewayRun? Find(int processId) => _runs.Find(run => run.IsProcess(processId));

    /// <summary>It has ended, or never began.</summary>
    public void Remove(GatewayRun run, in ChildExit? exit = null)
    {
        _runs.Remove(run);
        run.Dispose();
        var level = run.IsTold ? DaemonLogLevel.Info : DaemonLogLevel.Debug;
        if (_log.IsEnabled(level))
            _log.Write(level, $"the earlier gateway (pid {run.KnownProcessId}) {(exit is { } end ? ExitText.Sentence(end) : "is gone")}");
        if (_runs.Count > 0)
            return;
        CancelTimers();
        AllGone();
    }

    /// <summary>They take no more requests up: those wait for the next master.</summary>
    public void Hush() => _runs.ForEach(run => run.Connection.Hush());

    /// <summary>Takes up what they ask. Those that speak another version are never understood, and refused already.</summary>
    public void Listen()
    {
        foreach (var run in _runs.Where(run => ProtocolVersion.IsSpoken(run.Version)).ToArray())
            run.Connection.Listen();
    }

    /// <summary>The daemon ends: what they have to send is sent, and nothing is waited for any more.</summary>
    public void LeaveSoon()
    {
        Listen();
        foreach (var run in _runs.ToArray())
            run.Connection.Leave();
    }

    /// <summary>Those that do not take what they are sent are given up.</summary>
    public void DiscardStuck(Action<GatewayRun> discard)
    {
        foreach (var run in _runs.Where(run => run.Connection.HasWaiting).ToArray())
            discard(run);
    }

    public void DiscardAll(Action<GatewayRun> discard)
    {
        foreach (var run in _runs.ToArray())
            discard(run);
    }

    /// <summary>One has been, or has, disconnected: its end is looked for, if nobody tells of it.</summary>
    public void AwaitEnds() => _timers.Set(_look ??= new LoopTimer(this), _clock.Now + LookInterval);

    /// <summary>Nobody waits for them any more.</summary>
    public void ForgetAll()
    {
        foreach (var run in _runs.ToArray())
            Remove(run);
    }

    /// <summary>Gives all that they are to the keeper, for the next master.</summary>
    public void PassOn()
    {
        var passed = new PassedGateways([
            .. _runs
                .Where(run => run is { IsUnwanted: false, Connection.IsOpen: true })
                .Take(Most)
                .Select((run, place) => Passed(run, KeeperKeys.FirstGateway + place))
                .OfType<PassedGateway>(),
        ]);
        if (passed.All.IsEmpty)
            return;
        try
        {
            using var notes = SealedFile.Create("supervisord-gateways", passed.ToBytes());
            _keeper.Hold(KeeperKeys.GatewayNotes, notes.Number);
            _keeper.Hold(KeeperKeys.GatewayErrors, errors.Number);
        }
        catch (PosixException failure)
        {
            _log.Write(DaemonLogLevel.Error, $"calls that wait will be cut off by the upgrade: {failure.Message}");
        }
    }

    /// <summary>Takes over what another master has passed on. Nothing is taken up from them before <see cref="Listen"/>.</summary>
    public void Resume(HeldDescriptors held)
    {
        if (Take(held, KeeperKeys.GatewayErrors) is { } pipe)
            errors.Resume(pipe);
        // Once: what is noted is not true any more when this master has gone on.
        using var notes = Take(held, KeeperKeys.GatewayNotes);
        if (notes is not null)
            Resume(held, SealedFile.Read(notes.Number));
        // One that nothing is known of is to see that its master is gone: else its clients would wait for ever.
        for (var place = 0; place < KeeperKeys.MostGateways; place++)
            Take(held, KeeperKeys.FirstGateway + place)?.Dispose();
    }

    public void TimerFired(LoopTimer timer)
    {
        if (ReferenceEquals(timer, _look))
            LookAtEnds();
        else
            Remind();
    }

    public void Dispose()
    {
        CancelTimers();
        foreach (var run in _runs)
            run.Dispose();
        _runs.Clear();
    }

    /// <summary>Null where its process is gone.</summary>
    private PassedGateway? Passed(GatewayRun run, int key)
    {
        if ((run.Identity ?? _kernel.Identify(run.KnownProcessId)) is not { } process)
            return null;
        _keeper.Hold(key, run.Connection.Number);
        return new PassedGateway(key, run.Version, process, run.Connection.Received, desk.CallsOf(run.Connection));
    }

    private Descriptor? Take(HeldDescriptors held, int key)
    {
        if (held.Take(key) is not { } descriptor)
            return null;
        _keeper.Drop(key);
        return descriptor;
    }

    private void Resume(HeldDescriptors held, ReadOnlySpan<byte> notes)
    {
        try
        {
            foreach (var gateway in PassedGateways.Of(notes).All)
            {
                if (Take(held, gateway.Key) is { } socket)
                    Resume(gateway, socket);
            }
        }
        catch (ProtocolException failure)
        {
            _log.Write(DaemonLogLevel.Error, $"the calls that waited are ended: what was noted of them cannot be read: {failure.Message}");
        }
    }

    private void Resume(PassedGateway gateway, Descriptor socket)
    {
        var run = new GatewayRun(null, _clock.Now)
        {
            ProcessId = gateway.Process.ProcessId,
            Version = gateway.Version,
            Identity = gateway.Process,
            IsTold = gateway.Calls.Length + gateway.Unread.Length > 0,
        };
        try
        {
            run.Connection = new GatewayConnection(socket, parts.Descriptors, desk, reason => Failed(run, reason));
        }
        catch (PosixException failure)
        {
            _log.Write(DaemonLogLevel.Error, $"the calls of the gateway of pid {run.ProcessId} are ended: {failure.Message}");
            return;
        }
        Take(run);
        run.Connection.Resume(gateway.Received.Span);
        if (!ProtocolVersion.IsSpoken(gateway.Version))
        {
            RefuseAll(run, gateway);
            return;
        }
        Refuse(run, gateway.Unread, "what was asked for is not known to the supervisord that goes on; look what has become of it");
        if (gateway.Calls.Length > 0)
            _log.Write(
                DaemonLogLevel.Info,
                $"{gateway.Calls.Length} {(gateway.Calls.Length == 1 ? "call waits" : "calls wait")} on, at the earlier gateway (pid {run.ProcessId})"
            );
        foreach (var call in gateway.Calls)
            desk.Resume(run.Connection, call);
    }

    /// <summary>What a frame, a refusal and the notice to leave are is the same in every version.</summary>
    private void RefuseAll(GatewayRun run, PassedGateway gateway)
    {
        const string Reason =
            "supervisord has been upgraded to one that cannot speak with the gateway of before; what was asked for goes on, ask again";
        _log.Write(
            DaemonLogLevel.Error,
            $"the earlier gateway (pid {run.ProcessId}) speaks version {gateway.Version} of the protocol, "
                + $"and this supervisord version {ProtocolVersion.Current}: it is told to leave, and what it asks is refused"
        );
        Refuse(run, [.. gateway.Calls.Select(call => call.Number), .. gateway.Unread], Reason);
        run.Connection.RefuseFromNowOn(Reason);
        run.Connection.Leave();
    }

    private void Refuse(GatewayRun run, ImmutableArray<uint> calls, string reason)
    {
        if (calls.IsEmpty)
            return;
        _log.Write(
            DaemonLogLevel.Error,
            $"{calls.Length} {(calls.Length == 1 ? "call" : "calls")} of the earlier gateway (pid {run.ProcessId}) cannot be gone on with: "
                + reason
        );
        foreach (var number in calls)
            run.Connection.Answer(number, new Reply.Refused(ControlResult.Failed, reason));
    }

    private void Take(GatewayRun run)
    {
        _runs.Add(run);
        run.Connection.Ended = AwaitEnds;
        _timers.Set(_reminder ??= new LoopTimer(this), _clock.Now + ReminderDelay);
    }

    /// <summary>Ends are told of children, and by the keeper of its own; one that was neither is just not there any more.</summary>
    private void LookAtEnds()
    {
        foreach (var run in _runs.Where(run => run.Identity is { } identity && _kernel.Identify(identity.ProcessId) != identity).ToArray())
            Remove(run);
        if (_runs.Exists(run => run is { Identity: not null, Connection.IsOpen: false }))
            AwaitEnds();
    }

    private void Remind()
    {
        foreach (var run in _runs)
        {
            run.IsTold = true;
            _log.Write(
                DaemonLogLevel.Info,
                $"the earlier gateway (pid {run.KnownProcessId}) still has clients, such as readers of a log, and goes when they do"
            );
        }
    }

    private void CancelTimers()
    {
        if (_look is not null)
            _timers.Cancel(_look);
        if (_reminder is not null)
            _timers.Cancel(_reminder);
    }
}
