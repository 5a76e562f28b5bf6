using System.Diagnostics.CodeAnalysis;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Control;
using Supervisor.Engine.Keeping;
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

    private readonly ControlServers _servers;
    private readonly GatewayCommand _command;
    private readonly IKernel _kernel;
    private readonly SpawnWatch _spawns;
    private readonly ILoopDescriptors _descriptors;
    private readonly RequestDesk _requests;
    private readonly EarlierGateways _earlier;
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

    /// <summary>Those that are still there have been killed.</summary>
    private bool _isEnding;

    /// <summary>There is to be no other gateway before the next executable makes one.</summary>
    private bool _isRetired;

    public GatewayProcess(ControlServers servers, GatewayCommand command, EngineParts parts, RequestDesk requests)
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
        _earlier = new EarlierGateways(parts, requests, _errors) { AllGone = AllGone, Failed = GiveUp };
        _listeners = new ListenerWatch(_descriptors, Start);
        _files = new Target(FilesChanged);
        _descriptors.Watch(servers.Files.Number, ReadinessEvents.Readable, _files);
    }

    /// <summary>No gateway is there, and none will be.</summary>
    public bool HasLeft => _isLeaving && _run is null && _earlier.Count == 0;

    /// <summary>After <see cref="Hush"/>: each gateway has its process, and has taken all that it was sent.</summary>
    public bool IsAtRest => _run is null && _earlier.AreAtRest;

    /// <summary>The process of one is just being made.</summary>
    public bool IsStarting => _run is { ProcessId: null } || _earlier.AreStarting;

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
        {
            RetirePresent();
            StandBy();
        }
        else
            Configure(_run);
    }

    /// <summary>Another executable is to follow: nobody is accepted any more, and what is under way goes on.</summary>
    public void Retire()
    {
        _isRetired = true;
        _listeners.End();
        _timers.Cancel(_timer);
        RetirePresent();
    }

    /// <summary>No request is taken up any more: those that come are the next executable's.</summary>
    public void Hush() => _earlier.Hush();

    /// <summary>Those that do not take what they are sent are given up.</summary>
    public void DiscardStuck() => _earlier.DiscardStuck(Discard);

    /// <summary>No other executable follows: all goes on here.</summary>
    public void GoOn()
    {
        if (!_isRetired)
            return;
        _isRetired = false;
        _earlier.Listen();
        if (!_isLeaving)
            StandBy();
    }

    /// <summary>Gives all gateways with what they wait for to the keeper, for the next executable.</summary>
    public void PassOn() => _earlier.PassOn();

    /// <summary>Takes over what another executable has passed on; its requests are not taken up before <see cref="Listen"/>.</summary>
    public void Resume(HeldDescriptors held) => _earlier.Resume(held);

    public void Listen() => _earlier.Listen();

    /// <summary>The daemon ends: what has been answered is still sent, and nothing is begun any more.</summary>
    public void LeaveSoon()
    {
        _isLeaving = true;
        _listeners.End();
        _timers.Cancel(_timer);
        _earlier.LeaveSoon();
        _run?.Connection.Leave();
        if (!HasLeft)
            _timers.Set(_timer, _clock.Now + FarewellPatience);
    }

    public IEnumerable<int> ProcessIds => _run is null ? _earlier.ProcessIds : _earlier.ProcessIds.Append(_run.KnownProcessId);

    public bool Take(in ChildExit exit)
    {
        var run = _run?.IsProcess(exit.ProcessId) == true ? _run : _earlier.Find(exit.ProcessId);
        if (run is null)
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
        else if (!_isEnding)
        {
            _isEnding = true;
            _earlier.DiscardAll(Discard);
            if (_run is { IsUnwanted: false } run)
                Discard(run);
            _timers.Set(_timer, _clock.Now + FarewellPatience);
        }
        else
        {
            // They hang in their start, in the kernel: the daemon's end does not wait for that.
            _earlier.ForgetAll();
            if (_run is { } stuck)
                Over(stuck, hasFailed: true);
        }
    }

    public void Dispose()
    {
        _listeners.End();
        _timers.Cancel(_timer);
        _descriptors.Forget(_servers.Files.Number);
        _run?.Dispose();
        _earlier.Dispose();
        _errors.Dispose();
    }

    private void RetirePresent()
    {
        if (_run is not { } run)
            return;
        _run = null;
        _earlier.Add(run);
    }

    /// <summary>Without a gateway: waits for the next connection, or starts one at once where it is to run always.</summary>
    private void StandBy()
    {
        if (_run is not null || _isRetired || _timer.IsSet || _servers.All.Count == 0)
            return;
        if (_settings.Mode == GatewayMode.Always)
            Start();
        else
            AwaitConnection();
    }

    private void AwaitConnection()
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
        _log.Write(
            DaemonLogLevel.Error,
            $"the gateway{(_earlier.Has(run) ? $" of before (pid {run.KnownProcessId})" : "")} is given up and another takes its place: {reason}"
        );
        Discard(run);
    }

    private void Discard(GatewayRun run)
    {
        run.IsUnwanted = true;
        run.Connection.Dispose();
        if (run.ProcessId is not null)
            Kill(run);
        if (run.Identity is not null)
            _earlier.AwaitEnds();
    }

    /// <summary>The pid of one that another master has made may be another's by now, where somebody else has reaped it.</summary>
    private void Kill(GatewayRun run)
    {
        var pid = run.ProcessId!.Value;
        if (run.Identity is not { } identity || _kernel.Identify(pid) == identity)
            _ = _kernel.Signal(pid, SignalNumber.Kill, toGroup: false);
    }

    private void Ended(GatewayRun run, in ChildExit exit)
    {
        if (_earlier.Has(run))
        {
            _earlier.Remove(run, exit);
            return;
        }
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
        if (_earlier.Has(run))
        {
            _earlier.Remove(run);
            return;
        }
        run.Dispose();
        _run = null;
        if (_isLeaving)
        {
            AllGone();
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

    private void AllGone()
    {
        if (HasLeft)
            _timers.Cancel(_timer);
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
