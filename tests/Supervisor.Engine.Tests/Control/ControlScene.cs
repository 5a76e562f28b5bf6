using Supervisor.Configuration.Loading;
using Supervisor.Engine.Control;
using Supervisor.Engine.Logs;
using Supervisor.Engine.Loop;
using Supervisor.Engine.Recovery;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Spawning;
using Supervisor.Engine.Time;
using Supervisor.Engine.Upgrade;
using Supervisor.Posix;
using Supervisor.Protocol.Requests;

namespace Supervisor.Engine.Tests.Control;

/// <summary>The real engine with a configuration, asked through its requests; time and the world beneath it are the test's.</summary>
internal sealed class ControlScene : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly Queue<LoopMessage> _mail = new();
    private readonly LoopDescriptors _descriptors = new();
    private readonly EngineParts _parts;
    private readonly ScriptedProcesses? _processes;
    private string _files;
    private uint _lastNumber;

    /// <param name="configuration">What the files hold; autostart programs are RUNNING when the scene begins.</param>
    /// <param name="choices">What was kept before; nothing when it is left out.</param>
    /// <param name="processes">The processes that are no children; without them nothing is known of any.</param>
    /// <param name="recovery">Where the scene is noted for another master; nowhere when it is left out.</param>
    /// <param name="trial">How another executable is tried; the daemon cannot go over to one when it is left out.</param>
    public ControlScene(
        string configuration,
        KeptChoices? choices = null,
        ScriptedProcesses? processes = null,
        RecoveryParts? recovery = null,
        TrialCommand? trial = null
    )
    {
        Kernel.Held = processes is null ? null : processes.Hold;
        if (processes is not null)
            processes.Kernel = Kernel;
        _processes = processes;
        Choices = choices ?? Choices;
        _files = configuration;
        Spawners = new ScriptedSpawners(Kernel, new MonotonicClock(_clock));
        Pump = new QuietLogPump(notice => _mail.Enqueue(LoopMessage.Of(notice)));
        var environment = new ChildEnvironment([], new HashSet<string>(StringComparer.Ordinal));
        var specifications = new ChildSpecificationFactory(environment, SignalSet.Empty, new ResourceLimit(ResourceKind.OpenFiles, 1, 1));
        _parts = new EngineParts(
            Kernel,
            Spawners,
            _descriptors,
            Pump,
            Daemon,
            specifications,
            [],
            _clock,
            new Random(1),
            recovery,
            descendants: processes?.Parts
        );
        var control = new ControlParts(new DaemonIdentity("4.2", () => 17), Daemon)
        {
            Choices = Choices,
            Service = Service,
            Trial = trial,
        };
        Engine = new SupervisionEngine(_parts, Daemon, Daemon, control, isInForeground: false);
        Engine.Begin(TextConfiguration.Read(configuration));
        Pass(TimeSpan.FromSeconds(2));
    }

    public ScriptedKernel Kernel { get; } = new();

    public EngineParts Parts => _parts;

    public ScriptedSpawners Spawners { get; }

    public QuietLogPump Pump { get; }

    public RecordedDaemon Daemon { get; } = new();

    public KeptChoices Choices { get; } = new();

    public RecordedService Service { get; } = new();

    /// <summary>Saves of choices are not answered.</summary>
    public bool HoldsSaves { get; set; }

    public SupervisionEngine Engine { get; }

    /// <summary>Loads are not answered.</summary>
    public bool HoldsLoads { get; set; }

    public long WallMilliseconds => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Remote communication is kept from now on, in <see cref="RecordedDaemon.Events"/>.</summary>
    public void ListenForEvents() => _parts.Board.Subscribe(Daemon);

    /// <summary>The files have been written anew.</summary>
    public void WriteFiles(string configuration) => _files = configuration;

    /// <summary>Asks, and lets happen what follows at once.</summary>
    public Question Ask(Request request)
    {
        var question = Hand(request, out _);
        Settle();
        return question;
    }

    /// <summary>Asks, and nothing else happens.</summary>
    public Question Hand(Request request, out uint number)
    {
        var question = new Question();
        number = ++_lastNumber;
        Engine.Requests.Handle(question, number, request);
        return question;
    }

    public Question Start(string name, bool waits = true) => Ask(new Request.Start(ProcessSelector.Parse(name), waits));

    public Question Stop(string name, bool waits = true) => Ask(new Request.Stop(ProcessSelector.Parse(name), waits));

    public Question Restart(string name, bool waits = true) => Ask(new Request.Restart(ProcessSelector.Parse(name), waits));

    public Question Signal(string name, string signal) => Ask(new Request.Signal(ProcessSelector.Parse(name), signal));

    public ProcessSnapshot Describe(string name) => Ask(new Request.ListProcesses(ProcessSelector.Parse(name))).Processes.Single();

    public ProcessState StateOf(string name) => Describe(name).State;

    public ProcessSlot Slot(string name)
    {
        var selector = ProcessSelector.Parse(name);
        return Engine.Roster.Find(selector.Group!, selector.Name!).ShouldNotBeNull();
    }

    /// <summary>The program exits by itself.</summary>
    public void Exit(string name, int status)
    {
        Kernel.End(Describe(name).ProcessId, status, null);
        Settle();
    }

    /// <summary>A signal from elsewhere ends it.</summary>
    public void Die(string name, SignalNumber signal)
    {
        Kernel.End(Describe(name).ProcessId, null, signal);
        Settle();
    }

    public void Send(SignalNumber signal)
    {
        // A sender of no pid is not looked up.
        Engine.Receive(new ReceivedSignal(signal, 0, 0, false));
        Settle();
    }

    /// <summary>The work on a log file that was asked for is done.</summary>
    /// <returns>What was asked.</returns>
    public string AnswerLogFile(int errno, Descriptor? file = null, bool isEmpty = false)
    {
        var (work, ticket) = Daemon.LogFileWork.Dequeue();
        _mail.Enqueue(LoopMessage.Of(new LogFileResult(ticket, errno, file) { IsEmpty = isEmpty }));
        Settle();
        return work;
    }

    /// <summary>Goes from deadline to deadline until the time is over.</summary>
    public void Pass(TimeSpan time)
    {
        var clock = new MonotonicClock(_clock);
        var end = clock.Now + time;
        Settle();
        while (Engine.NextDue is { } due && due <= end)
        {
            _clock.Advance(due > clock.Now ? due - clock.Now : TimeSpan.Zero);
            Engine.RunTimers();
            Settle();
        }
        if (clock.Now < end)
            _clock.Advance(end - clock.Now);
    }

    /// <summary>What is ready among the descriptors is told.</summary>
    public void TurnDescriptors() => _descriptors.Wait(0);

    /// <summary>Everything that can happen without time passing, happens.</summary>
    public void Settle()
    {
        while (Turn()) { }
    }

    public void Dispose()
    {
        Engine.Dispose();
        Kernel.Dispose();
        _descriptors.Dispose();
    }

    private bool Turn()
    {
        if (_mail.TryDequeue(out var message))
            Engine.Receive(message);
        else if (Spawners.Answer() is { } answer)
            Engine.Receive(answer);
        else if (_processes?.Answer() is { } found)
            Engine.Receive(LoopMessage.Of(found));
        else if (Kernel.HasEnded)
            Engine.CollectChildren();
        else if (Daemon.LoadsUnderWay > 0 && !HoldsLoads)
            AnswerLoad();
        else if (Choices.IsSaving && !HoldsSaves)
            _mail.Enqueue(LoopMessage.Of(Choices.Answer()));
        else
            return false;
        return true;
    }

    private void AnswerLoad()
    {
        Daemon.LoadsUnderWay--;
        LoadResult result = TextConfiguration.Load(_files);
        _mail.Enqueue(LoopMessage.Of(result));
    }
}
