using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Listeners;

/// <summary>Listeners written in Python on the original's supervisor.childutils.</summary>
public sealed class EventListenerTests
{
    private const string Watch = $$"""
        [eventlistener.watch]
        command = ["{{ListenerScripts.Python}}", "@/recorder.py", "@/events"]
        buffer_size = 100
        """;

    [SkippableFact]
    public void A_listener_hears_the_life_of_a_program_and_the_end_of_the_daemon()
    {
        using var daemon = Daemon(
            $$"""
            {{Watch}}
            events = ["PROCESS_STATE", "SUPERVISOR_STATE_CHANGE", "PROCESS_GROUP_ADDED"]
            [program.web]
            command = "sleep 1000"
            """
        );
        daemon.StartDaemon();
        WaitFor(daemon, "PROCESS_STATE_RUNNING", "processname:web");
        var pid = daemon.PidOf("web");
        daemon.Stop();
        var told = Events(daemon);
        told.Select(each => each.Serial).ShouldBe(Enumerable.Range(0, told.Length));
        told.Select(each => each.PoolSerial).ShouldBe(Enumerable.Range(0, told.Length));
        Texts(told)[..5]
            .ShouldBe([
                "PROCESS_GROUP_ADDED groupname:watch\n",
                "PROCESS_GROUP_ADDED groupname:web\n",
                "SUPERVISOR_STATE_CHANGE_RUNNING ",
                "PROCESS_STATE_STARTING processname:watch groupname:watch from_state:STOPPED tries:0",
                "PROCESS_STATE_STARTING processname:web groupname:web from_state:STOPPED tries:0",
            ]);
        string[] ends =
        [
            "SUPERVISOR_STATE_CHANGE_STOPPING ",
            $"PROCESS_STATE_STOPPING processname:web groupname:web from_state:RUNNING pid:{pid}",
            $"PROCESS_STATE_STOPPED processname:web groupname:web from_state:STOPPING pid:{pid}",
        ];
        // A listener that a busy machine keeps from answering is not waited for.
        var end = Texts(told).SkipWhile(text => text != ends[0]).ToArray();
        end.ShouldBe(ends[..end.Length]);
    }

    [SkippableFact]
    public void What_a_program_wrote_is_told_before_its_end_and_captures_do_not_reach_its_log()
    {
        using var daemon = Daemon(
            $$"""
            {{Watch}}
            events = ["PROCESS_STATE_EXITED", "PROCESS_LOG", "PROCESS_COMMUNICATION"]
            [program.talk]
            command = ["sh", "-c", "printf 'a<!--XSUPERVISOR:BEGIN-->b<!--XSUPERVISOR:END-->c<!--XSUPER'; printf err >&2"]
            startsecs = 0
            autorestart = false
            stdout_logfile = "@/talk.log"
            stdout_capture_maxbytes = "1KB"
            stdout_events_enabled = true
            stderr_events_enabled = true
            """
        );
        daemon.StartDaemon();
        WaitFor(daemon, "PROCESS_STATE_EXITED", "processname:talk");
        var pid = daemon.PidOf("talk");
        var head = $"processname:talk groupname:talk pid:{pid}";
        var told = Texts(Events(daemon));
        told[^1].ShouldBe($"PROCESS_STATE_EXITED processname:talk groupname:talk from_state:RUNNING expected:1 pid:{pid}");
        told.Where(text => text.Contains("STDERR", StringComparison.Ordinal)).ShouldBe([$"PROCESS_LOG_STDERR {head} channel:stderr\nerr"]);
        told.Where(text => text.Contains("STDOUT", StringComparison.Ordinal))
            .ShouldBe([
                $"PROCESS_LOG_STDOUT {head} channel:stdout\na",
                $"PROCESS_COMMUNICATION_STDOUT {head}\nb",
                $"PROCESS_LOG_STDOUT {head} channel:stdout\nc",
                $"PROCESS_LOG_STDOUT {head} channel:stdout\n<!--XSUPER",
            ]);
        daemon.Stop();
        daemon.Text("talk.log").ShouldBe("ac<!--XSUPER");
    }

    [SkippableFact]
    public void A_large_communication_in_many_writes_arrives_whole()
    {
        using var daemon = Daemon(
            $$"""
            {{Watch}}
            events = "PROCESS_COMMUNICATION"
            [program.talk]
            command = ["sh", "-c", "printf '<!--XSUPERVISOR:BEGIN-->'; seq 1 100000; printf '<!--XSUPERVISOR:END-->'; exec sleep 1000"]
            stdout_capture_maxbytes = "2MB"
            """,
            "loglevel = 'info'"
        );
        daemon.StartDaemon();
        WaitFor(daemon, "PROCESS_COMMUNICATION_STDOUT", "processname:talk");
        var payload = Events(daemon).ShouldHaveSingleItem().Payload;
        payload[(payload.IndexOf('\n', StringComparison.Ordinal) + 1)..]
            .ShouldBe(string.Concat(Enumerable.Range(1, 100_000).Select(number => $"{number}\n")));
        daemon.Stop();
    }

    [SkippableFact]
    public void A_refused_event_comes_again_to_its_own_pool_and_to_no_other()
    {
        using var daemon = Daemon(
            $$"""
            {{Watch.Replace("recorder.py", "reluctant.py", StringComparison.Ordinal)}}
            events = "PROCESS_STATE_STARTING"
            [eventlistener.other]
            command = ["{{ListenerScripts.Python}}", "@/recorder.py", "@/others"]
            events = "PROCESS_STATE_BACKOFF"
            [program.web]
            command = "sleep 1000"
            """
        );
        daemon.StartDaemon();
        Until.IsTrue(() => Events(daemon).Length >= 6, "each event has come twice", () => daemon.Log);
        Events(daemon).Select(each => each.Serial).ShouldBe([0, 0, 1, 1, 2, 2]);
        daemon.WaitForLog("WARN watch: event was rejected", times: 3);
        daemon.Stop();
        daemon.Text("others").ShouldBeEmpty();
    }

    [SkippableFact]
    public void A_listener_that_dies_with_an_event_gets_it_again()
    {
        using var daemon = Daemon(
            $$"""
            [eventlistener.watch]
            command = ["sh", "@/dying"]
            events = "PROCESS_STATE_STARTING"
            startsecs = 0
            autorestart = true
            [program.web]
            command = "sleep 1000"
            """
        );
        // Takes the header line of one event and dies of it the first time.
        daemon.Script(
            "dying",
            $$"""
            printf 'READY\n'
            read line
            echo "$line" >> {{daemon.At("lines")}}
            [ -e {{daemon.At("died")}} ] || { touch {{daemon.At("died")}}; exit 1; }
            exec sleep 1000
            """
        );
        daemon.StartDaemon();
        daemon.WaitForText("lines", " poolserial:", times: 2);
        var lines = daemon.Lines("lines");
        lines[1].ShouldBe(lines[0]);
        daemon.Stop();
    }

    [SkippableFact]
    public void A_reload_adds_changes_and_removes_pools()
    {
        const string Web = "[program.web]\ncommand = 'sleep 1000'\nautorestart = true\n";
        using var daemon = Daemon(Web);
        daemon.StartDaemon();
        daemon.PidOf("web");
        daemon.Configure($"{Watch}\nevents = 'PROCESS_STATE'\n{Web}");
        daemon.Reload();
        WaitFor(daemon, "PROCESS_STATE_RUNNING", "processname:watch");
        var listener = daemon.PidOf("watch");
        daemon.Configure($"{Watch}\nevents = 'PROCESS_GROUP'\n{Web}[program.more]\ncommand = 'sleep 1000'\n");
        daemon.Reload();
        WaitFor(daemon, "PROCESS_GROUP_ADDED", "groupname:more");
        daemon.Configure($"{Watch}\nevents = 'PROCESS_GROUP'\n{Web}");
        daemon.Reload();
        WaitFor(daemon, "PROCESS_GROUP_REMOVED", "groupname:more");
        daemon.SpawnsOf("watch").ShouldBe([listener], "its process was not touched");
        Texts(Events(daemon)).ShouldNotContain(text => text.Contains("processname:more", StringComparison.Ordinal));
        daemon.Configure(Web);
        daemon.Reload();
        daemon.WaitForLog("stopped: watch (terminated by SIGTERM)");
        daemon.Stop();
    }

    [SkippableFact]
    public void Ticks_come_at_the_beginnings_of_their_slices()
    {
        using var daemon = Daemon($"{Watch}\nevents = 'TICK_5'\n");
        daemon.StartDaemon();
        Until.IsTrue(() => Events(daemon).Length >= 2, "two ticks have come", () => daemon.Log);
        var ticks = Texts(Events(daemon)[..2]).Select(text => long.Parse(text["TICK_5 when:".Length..])).ToArray();
        (ticks[0] % 5).ShouldBe(0);
        // On a machine that stands still for a while a slice may be passed over.
        (ticks[1] % 5).ShouldBe(0);
        ticks[1].ShouldBeGreaterThan(ticks[0]);
        daemon.Stop();
    }

    [Fact]
    public void An_overflow_is_told_and_a_listener_that_breaks_the_protocol_stops_nothing()
    {
        using var daemon = new SupervisordProcess(
            """
            [eventlistener.watch]
            command = ["sh", "-c", "echo hello; exec sleep 1000"]
            events = "PROCESS_STATE"
            buffer_size = 1
            stdout_logfile = "@/watch.log"
            [program.web]
            command = "sleep 1000"
            """
        );
        daemon.StartDaemon();
        daemon.WaitForLog("WARN watch: has entered the UNKNOWN state and will no longer receive events");
        daemon.WaitForLog("ERRO pool watch event buffer overflowed, discarding event 0\n");
        daemon.WaitForText("watch.log", "hello\n");
        daemon.Stop();
    }

    private static SupervisordProcess Daemon(string programs, string lines = "")
    {
        Host.Needs("/usr/lib/python3/dist-packages/supervisor/childutils.py");
        var daemon = new SupervisordProcess(programs, lines);
        File.WriteAllText(daemon.At("recorder.py"), ListenerScripts.Recorder);
        File.WriteAllText(daemon.At("reluctant.py"), ListenerScripts.Reluctant);
        return daemon;
    }

    private static RecordedEvent[] Events(SupervisordProcess daemon) => RecordedEvent.ReadAll(daemon.At("events"));

    private static string[] Texts(IEnumerable<RecordedEvent> events) => [.. events.Select(each => $"{each.Type} {each.Payload}")];

    private static void WaitFor(SupervisordProcess daemon, string type, string text) =>
        Until.IsTrue(
            () => Events(daemon).Any(each => each.Type == type && each.Payload.Contains(text, StringComparison.Ordinal)),
            $"the listener is told of {type} with {text}",
            () => daemon.Text("events") + daemon.Log
        );
}
