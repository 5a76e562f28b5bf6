using System.Collections.Immutable;
using System.Text;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Events;
using Supervisor.Engine.Listeners;
using Supervisor.Engine.Loop;
using Supervisor.Engine.Slots;
using Supervisor.Engine.States;
using Supervisor.Engine.Tests.Control;
using Supervisor.Engine.Tests.States;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Listeners;

/// <summary>A pool "watch" of listeners a, b, … with real pipes as their standard inputs, and clocks that are moved by hand.</summary>
internal sealed class PoolScene : IDaemonLog, ILoopDescriptors, ITimerTarget, IDisposable
{
    private readonly ManualClock _time = new();
    private readonly TimerQueue _timers = new();
    private readonly List<Descriptor> _inputs = [];
    private readonly Dictionary<int, IReadinessTarget> _watched = [];
    private long _serial;

    public PoolScene(int listeners = 1, int bufferSize = 10)
    {
        Group = new ProcessGroup("watch", -1);
        var clock = new MonotonicClock(_time);
        Pool = new ListenerPool(Group, new EventListenerSettings(["EVENT"], bufferSize, ""), "supervisor", this, clock, _timers);
        for (var number = 0; number < listeners; number++)
            Group.Add(NewSlot(((char)('a' + number)).ToString()));
    }

    public ProcessGroup Group { get; }

    public ListenerPool Pool { get; }

    /// <summary>"LEVEL line" of each line, from INFO on.</summary>
    public List<string> Lines { get; } = [];

    public bool IsEnabled(DaemonLogLevel level) => level >= DaemonLogLevel.Info;

    public void Write(DaemonLogLevel level, string line) => Lines.Add($"{level} {line}");

    public void TimerFired(LoopTimer timer) => throw new InvalidOperationException("no process has a deadline here");

    public void Watch(int descriptor, ReadinessEvents events, IReadinessTarget target) => _watched.Add(descriptor, target);

    public void Change(int descriptor, ReadinessEvents events) => throw new InvalidOperationException("nobody asks for that here");

    public void Forget(int descriptor) => _watched.Remove(descriptor);

    /// <summary>An event with this number as its text; the serial counts up from 0.</summary>
    public void Publish(int number) => Pool.Accept(new RemoteCommunicationEvent("n", $"{number}"), _serial++);

    public void PublishAll(int first, int last)
    {
        for (var number = first; number <= last; number++)
            Publish(number);
    }

    public void SetState(int listener, ProcessState state)
    {
        var slot = Group.Slots[listener];
        slot.Status = slot.Status with { State = state };
        Pool.Dispatch();
    }

    /// <summary>It runs and says that it is ready.</summary>
    public void Run(int listener)
    {
        SetState(listener, ProcessState.Running);
        Say(listener, "READY\n");
    }

    public void Say(int listener, string text) => Pool.Receive(Group.Slots[listener], Encoding.UTF8.GetBytes(text));

    /// <summary>Its process ends.</summary>
    public void End(int listener)
    {
        SetState(listener, ProcessState.Exited);
        Pool.ProcessEnded(Group.Slots[listener]);
    }

    public void CloseInput(int listener) => _inputs[listener].Dispose();

    /// <summary>The numbers of the events that the listener has been written since it was asked last.</summary>
    public string Given(int listener)
    {
        var numbers = new List<string>();
        var text = Read(listener);
        while (text.IndexOf("type:n\n", StringComparison.Ordinal) is var at and >= 0)
        {
            text = text[(at + "type:n\n".Length)..];
            var end = text.IndexOf("ver:", StringComparison.Ordinal);
            numbers.Add(end < 0 ? text : text[..end]);
        }
        return string.Join(' ', numbers);
    }

    /// <summary>All that its standard input holds, also what waits for room there.</summary>
    public string Read(int listener)
    {
        var text = new StringBuilder();
        var buffer = new byte[65536];
        while (true)
        {
            while (Pipe.Available(_inputs[listener].Number) > 0)
                text.Append(Encoding.UTF8.GetString(buffer, 0, FileDescriptor.Read(_inputs[listener].Number, buffer).Count));
            if (!_watched.TryGetValue(Group.Slots[listener].Pipes!.Stdin.Descriptor, out var writer))
                return text.ToString();
            writer.Ready(ReadinessEvents.Writable);
        }
    }

    public void Pass(TimeSpan time)
    {
        _time.Advance(time);
        _timers.FireDue(new MonotonicClock(_time).Now);
    }

    public void Dispose()
    {
        foreach (var slot in Group.Slots)
            slot.Pipes!.Stdin.Dispose();
        foreach (var input in _inputs)
            input.Dispose();
    }

    private ProcessSlot NewSlot(string name)
    {
        var (read, write) = Pipe.Create(nonBlockingRead: false);
        Pipe.SetNonBlocking(write.Number);
        _inputs.Add(read);
        return new ProcessSlot(SettingsOf(name), this)
        {
            Pipes = new SlotPipes(new StandardInput(write, this), null, null, RedirectsStderr: false),
            Status = ProcessStatus.Initial,
        };
    }

    private static ProcessSettings SettingsOf(string name) =>
        new()
        {
            Name = name,
            GroupName = "watch",
            ProgramName = "watch",
            Kind = ProgramKind.EventListener,
            Number = 0,
            Command = new CommandSettings("listen", ["listen"], null),
            Priority = 999,
            Autostart = true,
            Retry = Policies.Retry,
            Stop = Policies.Stop,
            User = null,
            Directory = null,
            Umask = null,
            Nice = null,
            ResourceLimits = [],
            Environment = ImmutableSortedDictionary<string, string>.Empty,
            RedirectStderr = false,
            Stdout = OutputSettings.None,
            Stderr = OutputSettings.None,
            ServerUrl = null,
        };
}
