using System.Text.RegularExpressions;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Listeners;

/// <summary>One scenario on the original daemon and on this one: a listener is told the same, word for word.</summary>
public sealed partial class EventComparisonTests
{
    private const string Talk = "sleep 0.5; printf out; sleep 0.5; printf err >&2; sleep 0.5; printf 'h\\303\\251llo'; sleep 0.5; exit 3";
    private const string Confide =
        "sleep 0.5; echo before; printf '<!--XSUPERVISOR:BEGIN-->between<!--XSUPERVISOR:END-->after, and long enough\\n'; sleep 0.5";

    private const string OwnPrograms = $$"""
        [unix_http_server]
        file = "@/control"
        [eventlistener.watch]
        command = ["{{ListenerScripts.Python}}", "@/recorder.py", "@/events"]
        events = [
            "PROCESS_STATE", "PROCESS_LOG", "PROCESS_COMMUNICATION", "REMOTE_COMMUNICATION", "SUPERVISOR_STATE_CHANGE", "PROCESS_GROUP"
        ]
        buffer_size = 100
        [program.stay]
        command = "sleep 1000"
        autostart = false
        [program.crash]
        command = ["sh", "-c", "sleep 0.3; exit 7"]
        startsecs = 30
        startretries = 1
        autostart = false
        [program.talk]
        command = ["sh", "@/talk"]
        startsecs = 0
        autostart = false
        autorestart = false
        stdout_events_enabled = true
        stderr_events_enabled = true
        [program.confide]
        command = ["sh", "@/confide"]
        startsecs = 0
        autostart = false
        autorestart = false
        stdout_capture_maxbytes = "1KB"
        [program.first]
        command = "sleep 1000"
        autostart = false
        [program.second]
        command = "sleep 0.3"
        startsecs = 0
        autostart = false
        autorestart = false
        [group.pair]
        programs = ["first", "second"]
        """;

    private const string OriginalPrograms = $$"""
        [supervisord]
        logfile=@/supervisord.log
        pidfile=@/supervisord.pid
        childlogdir=@
        [unix_http_server]
        file=@/control
        [rpcinterface:supervisor]
        supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
        [eventlistener:watch]
        command={{ListenerScripts.Python}} @/recorder.py @/events
        events=PROCESS_STATE,PROCESS_LOG,PROCESS_COMMUNICATION,REMOTE_COMMUNICATION,SUPERVISOR_STATE_CHANGE,PROCESS_GROUP
        buffer_size=100
        [program:stay]
        command=sleep 1000
        autostart=false
        [program:crash]
        command=sh -c "sleep 0.3; exit 7"
        startsecs=30
        startretries=1
        autostart=false
        [program:talk]
        command=sh @/talk
        startsecs=0
        autostart=false
        autorestart=false
        stdout_events_enabled=true
        stderr_events_enabled=true
        [program:confide]
        command=sh @/confide
        startsecs=0
        autostart=false
        autorestart=false
        stdout_capture_maxbytes=1KB
        [program:first]
        command=sleep 1000
        autostart=false
        [program:second]
        command=sleep 0.3
        startsecs=0
        autostart=false
        autorestart=false
        [group:pair]
        programs=first,second
        """;

    [SkippableFact]
    public void A_listener_is_told_the_same_as_by_the_original()
    {
        var original = Host.Needs("/usr/bin/supervisord");
        Host.Needs("/usr/lib/python3/dist-packages/supervisor/childutils.py");
        var told = TellByOriginal(original);
        told.ShouldContain("SUPERVISOR_STATE_CHANGE_STOPPING len:0 ");
        TellByOwn().ShouldBe(told);
    }

    private static string[] TellByOwn()
    {
        using var daemon = new SupervisordProcess(OwnPrograms);
        WriteScripts(daemon.Directory);
        daemon.StartDaemon();
        PlayScenario(daemon.Directory);
        daemon.WaitForEnd();
        return Told(daemon.Directory);
    }

    private static string[] TellByOriginal(string original)
    {
        var directory = Directory.CreateTempSubdirectory("original-").FullName;
        try
        {
            WriteScripts(directory);
            File.WriteAllText(Path.Join(directory, "supervisord.conf"), OriginalPrograms.Replace("@", directory, StringComparison.Ordinal));
            using var daemon = Command.Start([original, "-n", "-c", Path.Join(directory, "supervisord.conf")], directory);
            try
            {
                Until.IsTrue(
                    () => File.Exists(Path.Join(directory, "events")),
                    "the original's listener runs",
                    () => daemon.Output + daemon.Error
                );
                PlayScenario(directory);
                daemon.WaitForEnd().ExitStatus.ShouldBe(0);
            }
            finally
            {
                if (!daemon.HasEnded)
                    Signals.Send(daemon.ProcessId, Signals.Terminate);
                Until.Holds(() => daemon.HasEnded);
            }
            return Told(directory);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void WriteScripts(string directory)
    {
        File.WriteAllText(Path.Join(directory, "recorder.py"), ListenerScripts.Recorder);
        File.WriteAllText(Path.Join(directory, "scenario.py"), ListenerScripts.Scenario);
        File.WriteAllText(Path.Join(directory, "talk"), Talk);
        File.WriteAllText(Path.Join(directory, "confide"), Confide);
    }

    private static void PlayScenario(string directory)
    {
        Until.IsTrue(() => File.Exists(Path.Join(directory, "events")), "the listener runs");
        var result = Command.Run([
            ListenerScripts.Python,
            Path.Join(directory, "scenario.py"),
            Path.Join(directory, "control"),
            Path.Join(directory, "events"),
        ]);
        result.ExitStatus.ShouldBe(0, result.Output + result.Error + File.ReadAllText(Path.Join(directory, "supervisord.log")));
    }

    /// <summary>"TYPE len:N payload" for each event, without what differs from run to run.</summary>
    private static string[] Told(string directory) =>
        [.. RecordedEvent.ReadAll(Path.Join(directory, "events")).Select(each => $"{each.Type} len:{Length(each)} {Masked(each.Payload)}")];

    /// <summary>A pid may have more digits in the one run than in the other.</summary>
    private static int Length(RecordedEvent told) => told.Length - told.Payload.Length + Masked(told.Payload).Length;

    private static string Masked(string payload) => ProcessIds().Replace(payload, "pid:N");

    [GeneratedRegex(@"pid:[1-9]\d*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ProcessIds();
}
