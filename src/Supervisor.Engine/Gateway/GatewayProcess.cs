using System.Diagnostics.CodeAnalysis;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Control;
using Supervisor.Engine.Kernel;
using Supervisor.Engine.Loop;
using Supervisor.Engine.Spawning;
using Supervisor.Engine.States;
using Supervisor.Engine.Time;
using Supervisor.Posix;
using Supervisor.Protocol.Framing;
using Supervisor.Protocol.Gateway;

namespace Supervisor.Engine.Gateway;

/// <summary>
/// The process that speaks HTTP, as the master sees it: started at the first connection, started again after a failure with the next one,
/// and replaced when it is of no use any more. It is no program: it is in no listing and never FATAL. Connections that come while there is
/// none wait in the kernel's queue.
/// </summary>
internal sealed class GatewayProcess : IForeignChildren, ITimerTarget, IDisposable
{
    /// <summary>Where the daemon ends: it is not to hang for a caller.</summary>
    private static readonly TimeSpan FarewellPatience = TimeSpan.FromSeconds(1);

    /// <summary>Where another gateway follows: callers are to notice nothing, and most of what they wait for is over by then.</summary>
    private static readonly TimeSpan SuccessionPatience = TimeSpan.FromSeconds(10);

    private readonly ControlServers _servers;
    private readonly GatewayCommand _command;
    private readonly IKernel _kernel;
    private readonly SpawnWatch _spawns;
    private readonly ILoopDescriptors _descriptors;
    private readonly IRequestHandler _requests;
    private readonly IDaemonLog _log;
    private readonly MonotonicClock _clock;
    private readonly TimerQueue _timers;
    private readonly LoopTimer _timer;
    private readonly GatewayBackoff _backoff = new();
    private readonly GatewayErrors _errors;
    private readonly ListenerWatch _listeners;
    private readonly Target _files;
    private GatewaySettings _settings = GatewaySettings.Default;
    private GatewayRun? _run;
    private bool _isLeaving;

    public GatewayProcess(ControlServers servers, GatewayCommand command, EngineParts parts, IRequestHandler requests)
    {
        _servers = servers;
        _command = command;
        _kernel = parts.Kernel;
        _spawns = parts.Spawns;
        _descriptors = parts.Descriptors;
        _requests = requests;
        _log = parts.Log;
        _clock = parts.Clock;
        _timers = parts.Timers;
        _timer = new LoopTimer(this);
        _errors = new GatewayErrors(_descriptors, _log);
        _listeners = new ListenerWatch(_descriptors, Start);
        _files = new Target(FilesChanged);
        _descriptors.Watch(servers.Files.Number, ReadinessEvents.Readable, _files);
    }

    /// <summary>No gateway is there, and none will be.</summary>
    public bool HasLeft => _isLeaving && _run is null;

    public void Begin(GatewaySettings settings)
    {
        _settings = settings;
        StandBy();
    }

    /// <summary>After a reload: sockets are closed and opened, and a gateway with other settings takes the place of the present one.</summary>
    public void Apply(SupervisorSettings settings)
    {
        _listeners.End();
        _servers.Apply(settings.Servers);
        var isOther = settings.Gateway.User != _settings.User || settings.Gateway.MemoryLimit != _settings.MemoryLimit;
        _settings = settings.Gateway;
        if (_run is null)
            StandBy();
        else if (isOther)
            _run.Connection.Leave();
        else
            Configure(_run);
    }

    /// <summary>What is under way is answered, and another follows in another executable.</summary>
    public void Leave() => Leave(SuccessionPatience);

    /// <summary>The daemon ends: what has been answered is still sent, and nothing is begun any more.</summary>
    public void LeaveSoon() => Leave(FarewellPatience);

    public int ProcessId => _run?.KnownProcessId ?? 0;

    public bool Take(in ChildExit exit)
    {
        if (_run is not { } run || !run.IsProcess(exit.ProcessId))
            return false;
        if (run.ProcessId is null)
            run.EarlyExit = exit;
        else
            Ended(run, exit);
        return true;
    }

    public bool Take(in SpawnAnswer answer)
    {
        if (answer.Request.Owner is not GatewayRun run)
            return false;
        run.Spawned();
        if (answer.Error is { } error)
        {
            _log.Write(DaemonLogLevel.Error, $"the gateway could not be started: {error}");
            Over(run, hasFailed: true);
            return true;
        }
        run.ProcessId = answer.ProcessId;
        if (_log.IsEnabled(DaemonLogLevel.Debug))
            _log.Write(DaemonLogLevel.Debug, $"the gateway runs with pid {answer.ProcessId}");
        if (run.EarlyExit is { } exit)
            Ended(run, exit);
        else if (run.IsUnwanted)
            Kill(run);
        return true;
    }

    public void TimerFired(LoopTimer timer)
    {
        if (!_isLeaving)
            StandBy();
        else if (_run is { IsUnwanted: false } run)
        {
            Discard(run);
            _timers.Set(_timer, _clock.Now + FarewellPatience);
        }
        else if (_run is { } stuck)
            // It hangs in its start, in the kernel: the daemon's end does not wait for that.
            Over(stuck, hasFailed: true);
    }

    public void Dispose()
    {
        _listeners.End();
        _timers.Cancel(_timer);
        _descriptors.Forget(_servers.Files.Number);
        _run?.Dispose();
        _errors.Dispose();
    }

    private void Leave(TimeSpan patience)
    {
        _isLeaving = true;
        _listeners.End();
        _timers.Cancel(_timer);
        if (_run is null)
            return;
        _run.Connection.Leave();
        _timers.Set(_timer, _clock.Now + patience);
    }

    /// <summary>Without a gateway: waits for the next connection, or starts one at once where it is to run always.</summary>
    private void StandBy()
    {
        if (_run is not null || _timer.IsSet || _servers.All.Count == 0)
            return;
        if (_settings.Mode == GatewayMode.Always)
            Start();
        else
            Listen();
    }

    private void Listen()
    {
        try
        {
            _listeners.Begin(_servers.All);
        }
        catch (PosixException failure)
        {
            _listeners.End();
            WaitOut("connections cannot be waited for", failure);
        }
    }

    private void Start()
    {
        _listeners.End();
        try
        {
            _run = Prepare();
        }
        catch (PosixException failure)
        {
            WaitOut("the gateway cannot be started", failure);
            return;
        }
        Configure(_run);
        if (_run.IsUnwanted)
            Over(_run, hasFailed: true);
        else
            _spawns.Begin(_run.RequestFor(_command, _settings, _errors.Number));
    }

    /// <exception cref="PosixException">No descriptor is left, or no watch of one.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "Each end of the pair has the run as its owner.")]
    private GatewayRun Prepare()
    {
        var (ours, theirs) = DescriptorSocket.CreatePair();
        var run = new GatewayRun(theirs, _clock.Now);
        try
        {
            run.Connection = new GatewayConnection(ours, _descriptors, _requests, reason => GiveUp(run, reason));
            return run;
        }
        catch (PosixException)
        {
            theirs.Dispose();
            throw;
        }
    }

    /// <summary>What is short now may be there later; connections wait in the kernel's queue meanwhile.</summary>
    private void WaitOut(string what, PosixException failure)
    {
        _log.Write(
            DaemonLogLevel.Error,
            $"{what}: {failure.Message}; no program is touched, and it is tried again; raise the daemon's limit of open files if it lasts"
        );
        Rest(TimeSpan.Zero, hasFailed: true);
    }

    private void Configure(GatewayRun run)
    {
        var idle = _settings.Mode == GatewayMode.Always ? (long?)null : (long)_settings.IdleTimeout.TotalMilliseconds;
        var configuration = new GatewayConfiguration(ProtocolVersion.Current, idle, [.. _servers.All.Select(server => server.Describe())]);
        run.Connection.Configure(configuration, [.. _servers.All.Select(server => server.Socket.Number)]);
    }

    private void GiveUp(GatewayRun run, string reason)
    {
        _log.Write(DaemonLogLevel.Error, $"the gateway is given up and another takes its place: {reason}");
        Discard(run);
    }

    private void Discard(GatewayRun run)
    {
        run.IsUnwanted = true;
        run.Connection.Dispose();
        if (run.ProcessId is not null)
            Kill(run);
    }

    private void Kill(GatewayRun run) => _ = _kernel.Signal(run.ProcessId!.Value, SignalNumber.Kill, toGroup: false);

    private void Ended(GatewayRun run, in ChildExit exit)
    {
        var isFailure = exit.ExitStatus != 0 && !_isLeaving && !run.IsUnwanted;
        if (isFailure)
            _log.Write(
                DaemonLogLevel.Error,
                $"the gateway (pid {exit.ProcessId}) {ExitText.Sentence(exit)}; no program is touched, and the next connection starts it again"
            );
        else if (_log.IsEnabled(DaemonLogLevel.Debug))
            _log.Write(DaemonLogLevel.Debug, $"the gateway (pid {exit.ProcessId}) {ExitText.Sentence(exit)}");
        Over(run, isFailure || run.IsUnwanted);
    }

    private void Over(GatewayRun run, bool hasFailed)
    {
        run.Dispose();
        _run = null;
        if (_isLeaving)
        {
            _timers.Cancel(_timer);
            return;
        }
        Rest(_clock.Now - run.StartedAt, hasFailed);
    }

    /// <summary>Waits for the next connection; after failures in a row not before some time has passed.</summary>
    private void Rest(TimeSpan ran, bool hasFailed)
    {
        if (_backoff.After(ran, hasFailed) is { } wait)
            _timers.Set(_timer, _clock.Now + wait);
        StandBy();
    }

    private void FilesChanged()
    {
        if (_run is null)
            _listeners.End();
        var changed = _servers.ReopenLost();
        if (_run is null)
            StandBy();
        else if (changed)
            Configure(_run);
    }

    private sealed class Target(Action changed) : IReadinessTarget
    {
        public void Ready(ReadinessEvents events) => changed();
    }
}
