using System.Text;
using Supervisor.Engine.Events;
using Supervisor.Engine.Logs;
using Supervisor.Engine.Loop;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Tests.Control;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Events;

/// <summary>The real engine with a listener "watch" that is up and is told everything, and programs that a test describes.</summary>
internal sealed class EventScene : IDisposable
{
    private readonly int _input;

    public EventScene(string programs, string events = "EVENT")
    {
        Control = new ControlScene(ListenerTo(events) + programs);
        PipeEnd.OpenReader(Watch.Pipes!.Stdin.Descriptor, out _input).ShouldBe(0);
        Say("READY\n");
    }

    public ControlScene Control { get; }

    public ProcessSlot Watch => Control.Slot("watch");

    /// <summary>The listener's table.</summary>
    public static string ListenerTo(string events) =>
        $"""
            [eventlistener.watch]
            command = "/bin/watch"
            events = ["{events}"]
            buffer_size = 100
            stdout_logfile = "NONE"
            stderr_logfile = "NONE"

            """;

    /// <summary>A program of which both streams are read, so that its ends wait for two drains.</summary>
    public static string Heard(string name, string lines = "") =>
        $"""
            [program.{name}]
            command = "/bin/{name}"
            stdout_logfile = "NONE"
            stderr_logfile = "NONE"
            stdout_events_enabled = true
            stderr_events_enabled = true
            {lines}

            """;

    /// <summary>The listener writes to its standard output.</summary>
    public void Say(string text) => Bring(Watch.Pipes!.Stdout!, null, text);

    /// <summary>The log pump passes on what came through a channel.</summary>
    public void Bring(LogChannel channel, EventType? type, string text)
    {
        var output = new ChannelOutput(channel, type, Encoding.UTF8.GetBytes(text), 0);
        Control.Engine.Receive(LoopMessage.Of(LogPumpNotice.Of(output)));
        Control.Settle();
    }

    /// <summary>Takes the next event and owes its result.</summary>
    /// <returns>"TYPE payload", or null.</returns>
    public string? Take()
    {
        if (Pipe.Available(_input) == 0)
            return null;
        var bytes = new byte[65536];
        var text = Encoding.UTF8.GetString(bytes, 0, FileDescriptor.Read(_input, bytes).Count);
        var (line, payload) = (
            text[..text.IndexOf('\n', StringComparison.Ordinal)],
            text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]
        );
        var type = line.Split(' ').Single(word => word.StartsWith("eventname:", StringComparison.Ordinal))["eventname:".Length..];
        return $"{type} {payload}";
    }

    /// <summary>Takes all events and accepts each.</summary>
    public List<string> TakeAll()
    {
        var taken = new List<string>();
        while (Take() is { } next)
        {
            taken.Add(next);
            Say("RESULT 2\nOKREADY\n");
        }
        return taken;
    }

    public void Dispose()
    {
        PipeEnd.Close(_input);
        Control.Dispose();
    }
}
