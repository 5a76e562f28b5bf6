using System.Collections.Immutable;
using Supervisor.Configuration.Loading;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Control;
using Supervisor.Engine.Loop;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Spawning;
using Supervisor.Engine.States;
using Supervisor.Posix;
using Supervisor.Protocol.Requests;
using Supervisor.Simulation.Tests.Invariants;
using Supervisor.Simulation.Tests.World;

namespace Supervisor.Simulation.Tests.Schedules;

/// <summary>One seeded life of the supervisor: chaos, then a world that cooperates, then the end.</summary>
internal sealed class Schedule : IDisposable
{
    private const int MostSteps = 400;
    private const int MostStepsOfShort = 60;
    private const long Millisecond = 1_000_000;

    /// <summary>Sockets are real, in a directory of their own, and so take their time.</summary>
    public const int SchedulesPerSocketSchedule = 40;
    private const long Second = 1_000_000_000;

    private readonly Random _random;
    private readonly List<string>? _steps;
    private readonly SimulatedWorld _world;
    private readonly Dictionary<int, ProcessSlot> _slots = [];
    private readonly bool _mayDie;
    private MasterLife _master;
    private int _takeovers;

    /// <param name="steps">Gets every step, for people; null for speed.</param>
    public Schedule(int seed, List<string>? steps, SimulatedKernelAge age = SimulatedKernelAge.Any)
    {
        _random = new Random(seed);
        _steps = steps;
        var socketDirectory = seed % SchedulesPerSocketSchedule == 0 ? Directory.CreateTempSubdirectory("simulation-").FullName : null;
        _world = new SimulatedWorld(_random, socketDirectory, steps, age);
        _mayDie = socketDirectory is null && _random.Next(3) > 0;
        _world.Kernel.Signalled = (process, signal) =>
        {
            _steps?.Add($"    {signal.Name} reaches {process} ({process.Life})");
            _world.Watchdog.Signalled(process, signal);
        };
        _world.Spawners.Submitted = _world.Watchdog.Submitted;
        _world.Spawners.Started = _world.Stories.Started;
        _world.Journal.Assigned = Rebind;
        _world.Journal.Released = index => _slots.Remove(index);
        _master = new MasterLife(_world, steps);
    }

    /// <summary>
    /// The first master dies after so many points of what it does to things that outlive it: writes of the journal, signals, reaped children,
    /// spawns. Null for chance, in longer schedules.
    /// </summary>
    public int? DiesAt { get; init; }

    /// <summary>The master that follows upon the first death dies after so many points, counted from its start. Null for chance.</summary>
    public int? DiesAgainAt { get; init; }

    /// <summary>How many such points there were.</summary>
    public int Points => _world.Doom.Passed;

    /// <summary>How many there were in the first recovery that came to its end.</summary>
    public int? RecoveryPoints { get; private set; }

    /// <summary>How often the journal was written.</summary>
    public int JournalWrites => _world.Journal.Writes;

    /// <summary>How often a process was taken over without a pidfd.</summary>
    public int HeldByNumber => _world.Kernel.HeldByNumber;

    /// <summary>How often an end was asked for that only a newer kernel would have told.</summary>
    public int ExitsNotTold => _world.Kernel.ExitsNotTold;

    private SupervisionEngine Engine => _master.Engine;

    public void Dispose()
    {
        Engine.Leave();
        Engine.Dispose();
        if (_world.SocketDirectory is { } directory)
            Directory.Delete(directory, recursive: true);
    }

    /// <exception cref="InvariantBrokenException">Something happened that must not.</exception>
    public void Run()
    {
        _world.Doom.Set(DiesAt);
        RunUntilDeath(() => Engine.Begin(_world.Loads.Next()));
        var steps = _random.Next(DiesAt is null ? MostSteps : MostStepsOfShort);
        for (var step = 0; step < steps && !Engine.IsOver; step++)
            RunUntilDeath(Step);
        _steps?.Add("the world cooperates from now on");
        _world.Doom.Set(null);
        Cooperate();
        if (!_world.Watchdog.IsEnding)
            Rest();
        End();
    }

    private void Step()
    {
        if (_mayDie && DiesAt is null && _random.Next(60) == 0)
        {
            MeetDeath();
            return;
        }
        var choice = _random.Next(100);
        if (choice < 28)
            Turn();
        else if (choice < 42)
            PassTime();
        else if (choice < 64)
            AdvanceSpawn();
        else if (choice < 77)
            ChangeProcesses();
        else if (choice < 84)
            Note("the log pump does something", _world.Pump.DoOne);
        else if (choice < 90)
            ConcernDaemon();
        else
            RequestByHand();
    }

    /// <summary>The master dies now, or in the midst of something soon, or its keeper does.</summary>
    private void MeetDeath()
    {
        if (_random.Next(6) == 0)
            LoseKeeper();
        else if (_random.Next(2) == 0)
            _world.Doom.Set(_random.Next(30));
        else
            throw new MasterDiedException();
    }

    private void LoseKeeper()
    {
        if (!_world.Kernel.HasKeeper)
            return;
        _steps?.Add("the keeper dies");
        _world.Keeper.Die();
        _world.Kernel.KeeperDies();
        _world.Clock.BeginTurn();
        Engine.Lost();
    }

    /// <summary>Whenever the master dies, another one goes on.</summary>
    private void RunUntilDeath(Action action)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                if (isFirst)
                    action();
                else
                    TakeOver();
                return;
            }
            catch (MasterDiedException)
            {
                _steps?.Add("the master dies");
            }
        }
    }

    private void TakeOver()
    {
        if (_world.Kernel.HasKeeper && _random.Next(5) == 0)
        {
            _steps?.Add("the keeper dies as well");
            _world.Keeper.Die();
            _world.Kernel.KeeperDies();
        }
        _world.MasterDied();
        for (var steps = _random.Next(6); steps > 0; steps--)
            PassUnsupervised();
        foreach (var spawn in _world.Spawners.HalfMade.ToArray())
            _world.Spawners.GoOn(spawn);
        // Somebody has started the daemon anew.
        _world.Kernel.HasKeeper |= _world.Kernel.IsSubreaper && _random.Next(2) == 0;
        _steps?.Add(
            $"another master takes over at {_world.Clock.Now / Millisecond} ms, {(_world.Kernel.HasKeeper ? "with" : "without")} a keeper"
        );
        int? diesAgainAt = _random.Next(8) == 0 ? _random.Next(20) : null;
        _world.Doom.Set(_takeovers++ == 0 && DiesAgainAt is { } again ? again : diesAgainAt);
        _master = new MasterLife(_world, _steps);
        _world.Clock.BeginTurn();
        var before = Points;
        _master.Recover();
        RecoveryPoints ??= Points - before;
    }

    private void PassUnsupervised()
    {
        switch (_random.Next(4))
        {
            case 0:
                PassTime();
                break;
            case 1 when _world.Spawners.HalfMade.Count > 0:
                var spawn = Any(_world.Spawners.HalfMade);
                spawn.Hangs &= _random.Next(3) > 0;
                _world.Spawners.GoOn(spawn);
                break;
            default:
                ChangeProcesses();
                break;
        }
    }

    private void Rebind(ProcessSlot slot, int index)
    {
        if (_slots.GetValueOrDefault(index) is { } old && old != slot)
            _world.Watchdog.Rebind(old, slot);
        _slots[index] = slot;
    }

    /// <summary>One turn of the loop: what is ready is read, not all of it at once, and timers fire.</summary>
    private void Turn(bool readsAll = false)
    {
        var readsSignals = readsAll || _random.Next(4) > 0;
        var readsMail = readsAll || _random.Next(4) > 0;
        var mailFirst = _random.Next(2) == 0;
        _steps?.Add($"turn at {_world.Clock.Now / Millisecond} ms{(readsSignals ? ", signals" : "")}{(readsMail ? ", mail" : "")}");
        if (readsMail && mailFirst)
            ReadMail();
        if (readsSignals)
            ReadSignals();
        if (readsMail && !mailFirst)
            ReadMail();
        _world.Clock.BeginTurn();
        Engine.RunTimers();
        _world.Watchdog.CheckAccounts();
    }

    private void ReadSignals()
    {
        if (_world.Kernel.HasChildSignal)
        {
            _world.Kernel.HasChildSignal = false;
            _world.Clock.BeginTurn();
            Engine.CollectChildren();
            _world.Watchdog.CheckNoZombies();
        }
        while (_world.Keeper.Notices.TryDequeue(out var end))
        {
            _steps?.Add($"  the keeper tells of the end of pid {end.ProcessId}");
            _world.Clock.BeginTurn();
            Engine.Ended(end);
        }
        _world.Clock.BeginTurn();
        _world.Descriptors.Deliver();
        while (_world.Signals.TryDequeue(out var signal))
        {
            _steps?.Add($"  received {signal}");
            if (signal.Signal != SignalNumber.Hangup && signal.Signal != SignalNumber.User1 && signal.Signal != SignalNumber.User2)
            {
                _world.Watchdog.KillsAll |= _world.Watchdog.IsEnding && signal.IsFromKernel;
                _world.Watchdog.BeginShutdown();
            }
            _world.Clock.BeginTurn();
            Engine.Receive(signal);
        }
    }

    private void ReadMail()
    {
        for (var count = _world.Mail.Count; count > 0; count--)
        {
            var message = _world.Mail.Dequeue();
            _world.Clock.BeginTurn();
            if (message.Spawn is { } answer)
                _steps?.Add($"  answered: {answer.Request.Owner} pid {answer.ProcessId} {answer.Error}");
            if (message.Other is LoadResult { Settings: { } settings })
                _world.Watchdog.WatchReload(Engine.Settings, settings, () => Receive(message, settings));
            else
                Engine.Receive(message);
        }
    }

    /// <returns>Whether the configuration, or some of its groups, came into force.</returns>
    private bool Receive(LoopMessage message, SupervisorSettings settings)
    {
        _steps?.Add($"  loaded {string.Join(", ", settings.Groups.SelectMany(group => group.Processes).Select(Describe))}");
        var before = Engine.Settings;
        Engine.Receive(message);
        return !ReferenceEquals(Engine.Settings, before);
    }

    private static string Describe(ProcessSettings process) =>
        $"{process.DisplayName}({process.Command.Text}, priority {process.Priority}, autostart {process.Autostart}, stop {process.Stop})";

    private void PassTime()
    {
        var due = Engine.NextDue is { } next ? Math.Max(0, next.Nanoseconds - _world.Clock.Now) : Second;
        var nanoseconds = _random.Next(6) switch
        {
            0 => _random.Next(1000),
            1 => _random.Next(100) * Millisecond,
            2 => _random.Next(3000) * Millisecond,
            3 => _random.Next(5) == 0 ? _random.Next(100) * Second : Second,
            4 => Math.Max(0, due - 1),
            _ => due,
        };
        _steps?.Add($"{nanoseconds / 1e9} s pass");
        _world.Clock.Advance(nanoseconds);
    }

    private void AdvanceSpawn()
    {
        if (_world.Spawners.HalfMade.Count > 0)
            _world.Spawners.GoOn(Any(_world.Spawners.HalfMade));
        if (_world.Spawners.UnderWay.Count == 0)
            return;
        var spawn = Any(_world.Spawners.UnderWay);
        if (_random.Next(10) == 0)
            spawn.Hangs = false;
        var before = spawn.Stage;
        _world.Spawners.Advance(spawn);
        _steps?.Add($"spawn of {spawn.Slot}: {before} -> {spawn.Stage}, child {spawn.Child?.ProcessId}");
    }

    private void ChangeProcesses()
    {
        if (_random.Next(6) == 0)
        {
            Note("a stranger comes", () => _world.Kernel.ForkStranger(isOrphan: _random.Next(2) == 0));
            return;
        }
        if (_world.Kernel.Processes.Count == 0)
            return;
        if (_world.Kernel.HasOtherZombies && _random.Next(3) == 0)
        {
            Note("init reaps", _world.Kernel.ReapOthers);
            return;
        }
        var process = Any(_world.Kernel.Processes);
        if (process.Life != SimulatedLife.Alive)
            return;
        if (process is { IsLeader: true, IsBeforeExec: false } && _random.Next(3) == 0 && !_world.Kernel.IsUnsupervised)
            Write(process);
        else if (process is { IsLeader: true, Group: not null, IsBeforeExec: false } && _random.Next(4) == 0)
            Note($"{process} forks", () => _world.Kernel.ForkMember(process));
        else if (process.Fate is not null)
            Note($"{process} dies of {process.Fate}", () => _world.Kernel.EndFated(process));
        else if (process.IsBeforeExec)
            Note($"{process} is killed before exec", () => _world.Kernel.End(process, AnyExit(process, isKilled: true)));
        else
            Note($"{process} ends", () => _world.Kernel.End(process, AnyExit(process, _random.Next(3) == 0)));
    }

    private void Write(SimulatedProcess process)
    {
        if (process.Slot!.Pipes is not { } pipes)
            return;
        if ((_random.Next(2) == 0 ? pipes.Stdout : pipes.Stderr) is { } channel)
            Note($"{process} writes", () => _world.Pump.Write(channel, process));
    }

    private ChildExit AnyExit(SimulatedProcess process, bool isKilled) =>
        isKilled
            ? new ChildExit(process.ProcessId, null, Any<SignalNumber>([SignalNumber.Kill, SignalNumber.Terminate, new(11)]), false)
            : new ChildExit(process.ProcessId, _random.Next(3), null, false);

    private void ConcernDaemon()
    {
        switch (_random.Next(12))
        {
            case 0:
                Send(_random.Next(8) == 0 ? SignalNumber.Terminate : SignalNumber.User1, isFromKernel: false);
                break;
            case 1:
                Send(_random.Next(6) == 0 ? SignalNumber.Interrupt : SignalNumber.User2, isFromKernel: true);
                break;
            case 2:
                Send(SignalNumber.User2, isFromKernel: false);
                break;
            case < 7:
                Send(SignalNumber.Hangup, isFromKernel: false);
                break;
            case < 9:
                Note("the disk answers", _world.Choices.Answer);
                break;
            default:
                AnswerLoad();
                break;
        }
    }

    /// <summary>A sender that cannot be looked up: the processes here are not those of the machine.</summary>
    private void Send(SignalNumber signal, bool isFromKernel)
    {
        _steps?.Add($"{signal.Name} to the daemon");
        _world.Signals.Enqueue(new ReceivedSignal(signal, 0, 0, isFromKernel));
    }

    private void AnswerLoad()
    {
        if (_world.Daemon.LoadsUnderWay == 0)
            return;
        _world.Daemon.LoadsUnderWay--;
        var isMistaken = _random.Next(8) == 0;
        _steps?.Add(isMistaken ? "the configuration has mistakes" : "the configuration is loaded");
        var result = new LoadResult(isMistaken ? null : _world.Loads.Next(), []);
        _world.Mail.Enqueue(LoopMessage.Of(result));
    }

    private void RequestByHand()
    {
        _world.Clock.BeginTurn();
        _master.Requests.Next();
    }

    /// <summary>Nothing is late, refused or ignored from now on, except by those that ignore signals already.</summary>
    private void Cooperate()
    {
        _world.Kernel.IsCooperating = true;
        Settle();
    }

    /// <summary>All stopping and starting comes to its end within the waits that are configured.</summary>
    private void Rest()
    {
        LetTimePass(TimeSpan.FromSeconds(90));
        CheckAutostarts();
        foreach (var process in _world.Kernel.Processes.Where(process => process.Slot?.Status.State == ProcessState.Unknown).ToArray())
            _world.Kernel.End(process, AnyExit(process, isKilled: false));
        CompleteOneshots();
        LetTimePass(TimeSpan.FromSeconds(90));
        _world.Watchdog.CheckAccounts();
        FinalCheck.CheckAtRest(Engine.Settings);
        _master.Requests.Clients.CheckAllAnswered();
    }

    /// <summary>What runs once is done some day: whoever waits for that has an answer.</summary>
    private void CompleteOneshots()
    {
        foreach (
            var process in _world.Kernel.Processes.Where(process => IsOneshot(process) && process.Life == SimulatedLife.Alive).ToArray()
        )
            _world.Kernel.End(process, new ChildExit(process.ProcessId, 0, null, false));
    }

    private static bool IsOneshot(SimulatedProcess process) =>
        process is { IsLeader: true, Slot: { Status.State: ProcessState.Running, Settings.Retry.Type: StartType.Oneshot } };

    private void End()
    {
        if (!_world.Watchdog.IsEnding)
            Send(SignalNumber.Terminate, isFromKernel: false);
        LetTimePass(TimeSpan.FromSeconds(300));
        if (!Engine.IsOver)
            throw new InvariantBrokenException("the shutdown does not come to its end");
        FinalCheck.CheckGone();
        Engine.Leave();
        FinalCheck.CheckNoSockets(_world.SocketDirectory);
    }

    private FinalCheck FinalCheck => new(_master.Parts, _world.Kernel, _world.Pump, _world.Stories, _world.Watchdog);

    /// <summary>Who starts by itself has been started, whatever cannot be stopped.</summary>
    private void CheckAutostarts()
    {
        var idle = _master.Parts.Roster.Slots.FirstOrDefault(slot =>
            slot is { IsStoppedByRequest: false, Intent: SlotIntent.None, Status.State: ProcessState.Stopped, Settings.Autostart: true }
            && !_world.Watchdog.EverDisabled.Contains(ProcessKey.Of(slot.Settings))
        );
        if (idle is not null)
            throw new InvariantBrokenException($"{idle} although it starts by itself and nobody stopped it");
    }

    /// <summary>Goes from deadline to deadline until none is left.</summary>
    private void LetTimePass(TimeSpan most)
    {
        var end = _world.Clock.Now + (long)most.TotalNanoseconds;
        Settle();
        while (Engine.NextDue is { } due)
        {
            if (due.Nanoseconds > end && _master.LooksForEver)
                return;
            if (due.Nanoseconds > end)
                throw new InvariantBrokenException($"still waiting after {most}: {string.Join(", ", _master.Parts.Roster.Slots)}");
            _world.Clock.Advance(Math.Max(0, due.Nanoseconds - _world.Clock.Now));
            Settle();
        }
    }

    /// <summary>Everything that can happen now, happens.</summary>
    private void Settle()
    {
        var turns = 0;
        do
        {
            if (++turns > 1000)
                throw new InvariantBrokenException("the engine does not come to rest: it turns and turns");
            while (_world.Pump.IsAtWork)
                _world.Pump.DoOne();
            foreach (var process in _world.Kernel.Processes.ToArray())
                _world.Kernel.EndFated(process);
            foreach (var spawn in _world.Spawners.UnderWay.ToArray())
            {
                spawn.Hangs = false;
                _world.Spawners.Advance(spawn);
            }
            foreach (var spawn in _world.Spawners.HalfMade.ToArray())
            {
                spawn.Hangs = false;
                _world.Spawners.GoOn(spawn);
            }
            _world.Kernel.ReapOthers();
            while (_world.Daemon.LoadsUnderWay > 0)
                AnswerLoad();
            _world.Choices.Answer();
            Turn(readsAll: true);
        } while (
            _world.Kernel.HasChildSignal
            || _world.Keeper.Notices.Count > 0
            || _world.Descriptors.HasReady
            || _world.Daemon.LoadsUnderWay > 0
            || _world.Choices.IsSaving
            || _world.Mail.Count > 0
            || _world.Spawners.UnderWay.Count > 0
            || Engine.NextDue?.Nanoseconds <= _world.Clock.Now
        );
    }

    private void Note(string step, Action action)
    {
        _steps?.Add(step);
        action();
    }

    private T Any<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];
}
