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
    private const long Millisecond = 1_000_000;

    /// <summary>Sockets are real, in a directory of their own, and so take their time.</summary>
    private const int SchedulesPerSocketSchedule = 40;
    private const long Second = 1_000_000_000;

    private readonly Random _random;
    private readonly List<string>? _steps;
    private readonly SimulatedClock _clock = new();
    private readonly SimulatedKernel _kernel;
    private readonly SimulatedSpawners _spawners;
    private readonly SimulatedLogPump _pump;
    private readonly SimulatedDaemon _daemon;
    private readonly RandomConfiguration _configuration;
    private readonly string? _socketDirectory;
    private readonly Queue<LoopMessage> _mail = new();
    private readonly Queue<ReceivedSignal> _signals = new();
    private readonly Storybook _stories;
    private readonly Watchdog _watchdog;
    private readonly RandomRequests _requests;
    private readonly SimulatedChoices _choices;
    private readonly EngineParts _parts;
    private readonly SupervisionEngine _engine;

    /// <param name="steps">Gets every step, for people; null for speed.</param>
    public Schedule(int seed, List<string>? steps)
    {
        _random = new Random(seed);
        _steps = steps;
        _kernel = new SimulatedKernel(_random) { IsSubreaper = _random.Next(4) > 0, CanHoldGroups = _random.Next(4) > 0 };
        _spawners = new SimulatedSpawners(
            _kernel,
            _clock,
            _random,
            answer => _mail.Enqueue(LoopMessage.Of(answer)),
            check => _mail.Enqueue(LoopMessage.Of(check))
        );
        _pump = new SimulatedLogPump(_kernel, _random, notice => _mail.Enqueue(LoopMessage.Of(notice)));
        _daemon = new SimulatedDaemon(_random.Next(8) == 0 || steps is not null) { Lines = steps };
        if (seed % SchedulesPerSocketSchedule == 0)
            _socketDirectory = Directory.CreateTempSubdirectory("simulation-").FullName;
        _configuration = new RandomConfiguration(_random, _socketDirectory);
        _stories = new Storybook(_pump, _clock) { Lines = steps };
        _watchdog = new Watchdog(_kernel, _pump);
        var environment = new ChildEnvironment([], new HashSet<string>(StringComparer.Ordinal));
        var specifications = new ChildSpecificationFactory(environment, SignalSet.Empty, new ResourceLimit(ResourceKind.OpenFiles, 1, 1));
        _parts = new EngineParts(_kernel, _spawners, new NoDescriptors(), _pump, _daemon, specifications, [_stories], _clock, _random);
        _watchdog.Watch(_parts);
        _kernel.Signalled = (process, signal) =>
        {
            _steps?.Add($"    {signal.Name} reaches {process} ({process.Life})");
            _watchdog.Signalled(process, signal);
        };
        _spawners.Submitted = _watchdog.Submitted;
        _spawners.Started = _stories.Started;
        _choices = new SimulatedChoices(_random, result => _mail.Enqueue(LoopMessage.Of(result)));
        var control = new ControlParts(new DaemonIdentity("1", () => 1), new NoLogFiles()) { Choices = _choices };
        _engine = new SupervisionEngine(_parts, _daemon, _daemon, control, isInForeground: true);
        _requests = new RandomRequests(_random, _parts, _engine, _watchdog, steps);
    }

    public void Dispose()
    {
        _engine.Leave();
        _engine.Dispose();
        if (_socketDirectory is not null)
            Directory.Delete(_socketDirectory, recursive: true);
    }

    /// <exception cref="InvariantBrokenException">Something happened that must not.</exception>
    public void Run()
    {
        _engine.Begin(_configuration.Next());
        var steps = _random.Next(MostSteps);
        for (var step = 0; step < steps && !_engine.IsOver; step++)
            Step();
        _steps?.Add("the world cooperates from now on");
        Cooperate();
        if (!_watchdog.IsEnding)
            Rest();
        End();
    }

    private void Step()
    {
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
            Note("the log pump does something", _pump.DoOne);
        else if (choice < 90)
            ConcernDaemon();
        else
            RequestByHand();
    }

    /// <summary>One turn of the loop: what is ready is read, not all of it at once, and timers fire.</summary>
    private void Turn(bool readsAll = false)
    {
        var readsSignals = readsAll || _random.Next(4) > 0;
        var readsMail = readsAll || _random.Next(4) > 0;
        var mailFirst = _random.Next(2) == 0;
        _steps?.Add($"turn at {_clock.Now / Millisecond} ms{(readsSignals ? ", signals" : "")}{(readsMail ? ", mail" : "")}");
        if (readsMail && mailFirst)
            ReadMail();
        if (readsSignals)
            ReadSignals();
        if (readsMail && !mailFirst)
            ReadMail();
        _clock.BeginTurn();
        _engine.RunTimers();
        _watchdog.CheckAccounts();
    }

    private void ReadSignals()
    {
        if (_kernel.HasChildSignal)
        {
            _kernel.HasChildSignal = false;
            _clock.BeginTurn();
            _engine.CollectChildren();
            _watchdog.CheckNoZombies();
        }
        while (_signals.TryDequeue(out var signal))
        {
            _steps?.Add($"  received {signal}");
            if (signal.Signal != SignalNumber.Hangup && signal.Signal != SignalNumber.User1 && signal.Signal != SignalNumber.User2)
            {
                _watchdog.KillsAll |= _watchdog.IsEnding && signal.IsFromKernel;
                _watchdog.BeginShutdown();
            }
            _clock.BeginTurn();
            _engine.Receive(signal);
        }
    }

    private void ReadMail()
    {
        for (var count = _mail.Count; count > 0; count--)
        {
            var message = _mail.Dequeue();
            _clock.BeginTurn();
            if (message.Spawn is { } answer)
                _steps?.Add($"  answered: {answer.Request.Owner} pid {answer.ProcessId} {answer.Error}");
            if (message.Other is LoadResult { Settings: { } settings })
                _watchdog.WatchReload(_engine.Settings, settings, () => Receive(message, settings));
            else
                _engine.Receive(message);
        }
    }

    /// <returns>Whether the configuration, or some of its groups, came into force.</returns>
    private bool Receive(LoopMessage message, SupervisorSettings settings)
    {
        _steps?.Add($"  loaded {string.Join(", ", settings.Groups.SelectMany(group => group.Processes).Select(Describe))}");
        var before = _engine.Settings;
        _engine.Receive(message);
        return !ReferenceEquals(_engine.Settings, before);
    }

    private static string Describe(ProcessSettings process) =>
        $"{process.DisplayName}({process.Command.Text}, priority {process.Priority}, autostart {process.Autostart}, stop {process.Stop})";

    private void PassTime()
    {
        var due = _engine.NextDue is { } next ? Math.Max(0, next.Nanoseconds - _clock.Now) : Second;
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
        _clock.Advance(nanoseconds);
    }

    private void AdvanceSpawn()
    {
        if (_spawners.UnderWay.Count == 0)
            return;
        var spawn = Any(_spawners.UnderWay);
        if (_random.Next(10) == 0)
            spawn.Hangs = false;
        var before = spawn.Stage;
        _spawners.Advance(spawn);
        _steps?.Add($"spawn of {spawn.Slot}: {before} -> {spawn.Stage}, child {spawn.Child?.ProcessId}");
    }

    private void ChangeProcesses()
    {
        if (_random.Next(6) == 0)
        {
            Note("a stranger comes", () => _kernel.ForkStranger(isOrphan: _random.Next(2) == 0));
            return;
        }
        if (_kernel.Processes.Count == 0)
            return;
        var process = Any(_kernel.Processes);
        if (process.Life != SimulatedLife.Alive)
            return;
        if (process is { IsLeader: true, IsBeforeExec: false } && _random.Next(3) == 0)
            Write(process);
        else if (process is { IsLeader: true, Group: not null, IsBeforeExec: false } && _random.Next(4) == 0)
            Note($"{process} forks", () => _kernel.ForkMember(process));
        else if (process.Fate is not null)
            Note($"{process} dies of {process.Fate}", () => _kernel.EndFated(process));
        else if (process.IsBeforeExec)
            Note($"{process} is killed before exec", () => _kernel.End(process, AnyExit(process, isKilled: true)));
        else
            Note($"{process} ends", () => _kernel.End(process, AnyExit(process, _random.Next(3) == 0)));
    }

    private void Write(SimulatedProcess process)
    {
        var pipes = process.Slot!.Pipes!;
        if ((_random.Next(2) == 0 ? pipes.Stdout : pipes.Stderr) is { } channel)
            Note($"{process} writes", () => _pump.Write(channel, process));
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
                Note("the disk answers", _choices.Answer);
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
        _signals.Enqueue(new ReceivedSignal(signal, 0, 0, isFromKernel));
    }

    private void AnswerLoad()
    {
        if (_daemon.LoadsUnderWay == 0)
            return;
        _daemon.LoadsUnderWay--;
        var isMistaken = _random.Next(8) == 0;
        _steps?.Add(isMistaken ? "the configuration has mistakes" : "the configuration is loaded");
        var result = new LoadResult(isMistaken ? null : _configuration.Next(), []);
        _mail.Enqueue(LoopMessage.Of(result));
    }

    private void RequestByHand()
    {
        _clock.BeginTurn();
        _requests.Next();
    }

    /// <summary>Nothing is late, refused or ignored from now on, except by those that ignore signals already.</summary>
    private void Cooperate()
    {
        _kernel.IsCooperating = true;
        Settle();
    }

    /// <summary>All stopping and starting comes to its end within the waits that are configured.</summary>
    private void Rest()
    {
        LetTimePass(TimeSpan.FromSeconds(90));
        CheckAutostarts();
        foreach (var process in _kernel.Processes.Where(process => process.Slot?.Status.State == ProcessState.Unknown).ToArray())
            _kernel.End(process, AnyExit(process, isKilled: false));
        CompleteOneshots();
        LetTimePass(TimeSpan.FromSeconds(90));
        _watchdog.CheckAccounts();
        FinalCheck.CheckAtRest(_engine.Settings);
        _requests.Clients.CheckAllAnswered();
    }

    /// <summary>What runs once is done some day: whoever waits for that has an answer.</summary>
    private void CompleteOneshots()
    {
        foreach (var process in _kernel.Processes.Where(process => IsOneshot(process) && process.Life == SimulatedLife.Alive).ToArray())
            _kernel.End(process, new ChildExit(process.ProcessId, 0, null, false));
    }

    private static bool IsOneshot(SimulatedProcess process) =>
        process is { IsLeader: true, Slot: { Status.State: ProcessState.Running, Settings.Retry.Type: StartType.Oneshot } };

    private void End()
    {
        if (!_watchdog.IsEnding)
            Send(SignalNumber.Terminate, isFromKernel: false);
        LetTimePass(TimeSpan.FromSeconds(300));
        if (!_engine.IsOver)
            throw new InvariantBrokenException("the shutdown does not come to its end");
        FinalCheck.CheckGone();
        _engine.Leave();
        FinalCheck.CheckNoSockets(_socketDirectory);
    }

    private FinalCheck FinalCheck => new(_parts, _kernel, _pump, _stories, _watchdog);

    /// <summary>Who starts by itself has been started, whatever cannot be stopped.</summary>
    private void CheckAutostarts()
    {
        var idle = _parts.Roster.Slots.FirstOrDefault(slot =>
            slot is { IsStoppedByRequest: false, Intent: SlotIntent.None, Status.State: ProcessState.Stopped, Settings.Autostart: true }
            && !_watchdog.EverDisabled.Contains(ProcessKey.Of(slot.Settings))
        );
        if (idle is not null)
            throw new InvariantBrokenException($"{idle} although it starts by itself and nobody stopped it");
    }

    /// <summary>Goes from deadline to deadline until none is left.</summary>
    private void LetTimePass(TimeSpan most)
    {
        var end = _clock.Now + (long)most.TotalNanoseconds;
        Settle();
        while (_engine.NextDue is { } due)
        {
            if (due.Nanoseconds > end)
                throw new InvariantBrokenException($"still waiting after {most}: {string.Join(", ", _parts.Roster.Slots)}");
            _clock.Advance(Math.Max(0, due.Nanoseconds - _clock.Now));
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
            while (_pump.IsAtWork)
                _pump.DoOne();
            foreach (var process in _kernel.Processes.ToArray())
                _kernel.EndFated(process);
            foreach (var spawn in _spawners.UnderWay.ToArray())
            {
                spawn.Hangs = false;
                _spawners.Advance(spawn);
            }
            while (_daemon.LoadsUnderWay > 0)
                AnswerLoad();
            _choices.Answer();
            Turn(readsAll: true);
        } while (
            _kernel.HasChildSignal
            || _daemon.LoadsUnderWay > 0
            || _choices.IsSaving
            || _mail.Count > 0
            || _spawners.UnderWay.Count > 0
            || _engine.NextDue?.Nanoseconds <= _clock.Now
        );
    }

    private void Note(string step, Action action)
    {
        _steps?.Add(step);
        action();
    }

    private T Any<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];
}
