using Supervisor.Configuration.Settings;
using Supervisor.Engine.Control;
using Supervisor.Engine.Gateway;
using Supervisor.Engine.Loop;
using Supervisor.Engine.Shutdown;
using Supervisor.Engine.Spawning;
using Supervisor.Engine.States;
using Supervisor.Engine.Time;
using Supervisor.Posix;
using Supervisor.Protocol.Replies;

namespace Supervisor.Engine.Upgrade;

/// <summary>
/// Goes over to another executable: tries it first, waits until no child is half made and every request has been answered or only waits,
/// and is then due. Until then everything can go on as if nothing had been. Requests that wait go over with the gateway that has them.
/// </summary>
/// <param name="command">Null where this daemon cannot: nothing would outlive the change.</param>
internal sealed class UpgradeSequence(EngineParts parts, TrialCommand? command, RequestDesk desk, GatewayProcess? gateway)
    : IForeignChildren,
        ITimerTarget,
        IDisposable
{
    private static readonly TimeSpan TrialPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SettlingPatience = TimeSpan.FromSeconds(5);

    /// <summary>What cannot go over is answered within milliseconds, unless a disk or a name server hangs.</summary>
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(2);

    private readonly IDaemonLog _log = parts.Log;
    private readonly SpawnWatch _spawns = parts.Spawns;
    private readonly ShutdownSequence _shutdown = parts.Shutdown;
    private LoopTimer? _timer;
    private UpgradeStep _step;
    private UpgradeTrial? _trial;
    private RequestTicket? _ticket;
    private string _binary = "";
    private bool _isOverdue;

    /// <summary>The executable to go over to, now; null before.</summary>
    public string? Due =>
        _step == UpgradeStep.Leaving && (_isOverdue || (desk.IsPassable && gateway is null or { IsAtRest: true })) ? _binary : null;

    /// <summary>Nobody would hold what is to outlive the change.</summary>
    public bool IsWithoutKeeper { get; set; }

    public IEnumerable<int> ProcessIds => _trial is null ? [] : [_trial.KnownProcessId];

    /// <param name="ticket">Who wants to know what comes of it; null when a signal asked for it.</param>
    /// <param name="binary">"" for the executable that the daemon was started from.</param>
    public void Begin(RequestTicket? ticket, string binary)
    {
        if (FindObstacle() is { } obstacle)
        {
            Refuse(ticket, obstacle);
            return;
        }
        _ticket = ticket;
        _binary = binary.Length == 0 ? command!.Binary : binary;
        if (FindDanger(_binary) is { } danger)
        {
            GiveUp(danger);
            return;
        }
        try
        {
            _trial = new UpgradeTrial(_binary, command!, parts.Descriptors);
        }
        catch (PosixException failure)
        {
            GiveUp(failure.Message);
            return;
        }
        _step = UpgradeStep.Trying;
        _log.Write(DaemonLogLevel.Info, $"upgrade: {_binary} is tried");
        SetTimer(TrialPatience);
        _spawns.Begin(_trial.Request);
    }

    public bool Take(in SpawnAnswer answer)
    {
        if (_trial is not { } trial || !ReferenceEquals(answer.Request.Owner, trial))
            return answer.Request.Owner is UpgradeTrial;
        trial.Spawned();
        if (answer.Error is { } error)
            GiveUp(error);
        else
        {
            trial.ProcessId = answer.ProcessId;
            if (trial.EarlyExit is { } exit)
                Tried(trial, exit);
        }
        return true;
    }

    public bool Take(in ChildExit exit)
    {
        if (_trial is not { } trial || exit.ProcessId != trial.KnownProcessId)
            return false;
        if (trial.ProcessId is null)
            trial.EarlyExit = exit;
        else
            Tried(trial, exit);
        return true;
    }

    /// <summary>A spawn has been answered, which may have been the last that was waited for.</summary>
    public void SpawnEnded()
    {
        if (_step != UpgradeStep.Settling || _spawns.Count > 0 || gateway is { IsStarting: true })
            return;
        _step = UpgradeStep.Leaving;
        _isOverdue = false;
        _ticket?.Answer(Reply.Done.Instance);
        _ticket = null;
        gateway?.Hush();
        SetTimer(AnswerPatience);
    }

    public void TimerFired(LoopTimer timer)
    {
        if (_step == UpgradeStep.Trying)
        {
            if (_trial?.KnownProcessId is { } pid and > 1)
                _ = parts.Kernel.Signal(pid, SignalNumber.Kill, toGroup: true);
            GiveUp($"{_binary} was not through with its trial after {TrialPatience.TotalSeconds:0} s");
        }
        else if (_step == UpgradeStep.Settling)
            GiveUp($"the start of a program has been hanging for {SettlingPatience.TotalSeconds:0} s, and must not be cut short");
        else if (_step == UpgradeStep.Leaving)
        {
            desk.RefuseOthers("supervisord goes over to another executable and could not wait for this; look what has become of it");
            gateway?.DiscardStuck();
            _isOverdue = true;
        }
    }

    /// <summary>The daemon begins to end: that comes first.</summary>
    public void ShutdownBegins()
    {
        if (_step is UpgradeStep.Settling or UpgradeStep.Leaving)
            GiveUp("the daemon is ending");
    }

    public void Dispose() => _trial?.Dispose();

    private string? FindObstacle() =>
        command is null ? "recovery is off, and without it programs would be lost; restart the daemon with recovery = true once"
        : IsWithoutKeeper ? "the keeper is gone, and without it programs would be lost; start supervisord once more, then it has one again"
        : _step != UpgradeStep.None ? "another upgrade is under way"
        : _shutdown.HasBegun ? "the daemon is ending"
        : null;

    /// <summary>It gets all rights of the daemon, whoever asks for it: nobody else may be able to write it.</summary>
    private static string? FindDanger(string binary)
    {
        const uint WritableByOthers = 0b000_010_010;
        // What cannot be looked at is said by the trial.
        if (FileStatus.Read(binary, out var status) != 0)
            return null;
        if (status.Owner != 0 && status.Owner != ThisProcess.UserId)
            return $"{binary} belongs to another user (uid {status.Owner}), who could put anything there";
        return (status.Mode & WritableByOthers) != 0 ? $"{binary} can be written by others than its owner (chmod go-w)" : null;
    }

    private void Tried(UpgradeTrial trial, in ChildExit exit)
    {
        var text = trial.Text;
        if (exit.ExitStatus == 0 && !text.StartsWith(TrialCommand.Introduction, StringComparison.Ordinal))
        {
            GiveUp($"{_binary} is no supervisord, or one of before there were upgrades");
            return;
        }
        if (exit.ExitStatus != 0)
        {
            GiveUp(text.Length > 0 ? text : $"{_binary} {ExitText.Sentence(exit)} in its trial");
            return;
        }
        _log.Write(DaemonLogLevel.Info, $"upgrade: {_binary} will do{(text.Length > 0 ? ": " + text : "")}");
        trial.Dispose();
        _trial = null;
        if (_shutdown.HasBegun)
        {
            GiveUp("the daemon is ending");
            return;
        }
        _step = UpgradeStep.Settling;
        gateway?.Retire();
        _spawns.Pause();
        SetTimer(SettlingPatience);
        SpawnEnded();
    }

    private void GiveUp(string reason)
    {
        if (_timer is not null)
            parts.Timers.Cancel(_timer);
        _trial?.Dispose();
        _trial = null;
        _step = UpgradeStep.None;
        _spawns.Resume();
        gateway?.GoOn();
        var ticket = _ticket;
        _ticket = null;
        Refuse(ticket, reason);
    }

    private void Refuse(RequestTicket? ticket, string reason)
    {
        _log.Write(DaemonLogLevel.Error, $"not upgraded: {reason}; this executable goes on");
        ticket?.Refuse(ControlResult.Failed, reason);
    }

    private void SetTimer(TimeSpan time) => parts.Timers.Set(_timer ??= new LoopTimer(this), parts.Clock.Now + time);
}
