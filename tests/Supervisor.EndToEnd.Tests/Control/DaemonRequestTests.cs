using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Control;

public sealed class DaemonRequestTests
{
    private const string Server = "[unix_http_server]\nfile = '@/s.sock'\n";
    private const string Sleeper = "[program.sleeper]\ncommand = 'sleep 1000'\n";

    [Fact]
    public void A_shutdown_is_answered_before_the_daemon_ends()
    {
        using var daemon = new SupervisordProcess(Server + Sleeper);
        daemon.StartDaemon();
        using var caller = new HttpCaller(daemon.At("s.sock"));
        caller.Call("supervisor.shutdown").ShouldBe("1");
        daemon.WaitForEnd();
        daemon.Log.ShouldContain("all programs have ended, supervisord ends");
    }

    [Fact]
    public void Restarted_it_begins_anew_in_the_same_process_with_the_files_as_they_are_now()
    {
        using var daemon = new SupervisordProcess(Server + Sleeper, "directory = '/'");
        daemon.StartDaemon("sh", "-c", "cd \"$(dirname \"$3\")\" && exec \"$1\" -c supervisor.toml", "sh");
        var first = daemon.PidOf("sleeper");
        daemon.Configure(Server + Sleeper + "[program.other]\ncommand = 'sleep 1000'\n", "directory = '/'");
        using var caller = new HttpCaller(daemon.At("s.sock"));
        caller.Call("supervisor.restart").ShouldBe("1");
        daemon.WaitForLog("supervisord started with pid", times: 2);
        daemon.PidOf("other").ShouldBeGreaterThan(0);
        daemon.PidOf("sleeper", spawn: 2).ShouldNotBe(first);
        new ProcessView(first).IsLiving.ShouldBeFalse();
        daemon.Text("supervisord.pid").ShouldBe($"{daemon.ProcessId}\n");
        Until.IsTrue(() => File.Exists(daemon.At("s.sock")), "it serves again");
        caller.Call("supervisor.getPID").ShouldBe(daemon.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        // Once more, as the second beginning knows only what the first one left to it.
        caller.Call("supervisor.restart").ShouldBe("1");
        daemon.WaitForLog("supervisord started with pid", times: 3);
        daemon.Stop();
    }

    [Fact]
    public void A_restart_with_a_mistake_in_the_files_stops_nothing()
    {
        using var daemon = new SupervisordProcess(Server + Sleeper);
        daemon.StartDaemon();
        var sleeper = daemon.PidOf("sleeper");
        daemon.Configure(Server + Sleeper + "comand = 'x'\n");
        using var caller = new HttpCaller(daemon.At("s.sock"));
        caller.Call("supervisor.restart").ShouldStartWith("fault");
        daemon.SpawnsOf("sleeper").ShouldBe([sleeper]);
        new ProcessView(sleeper).IsLiving.ShouldBeTrue();
        daemon.Stop();
    }

    [Fact]
    public void A_call_waits_for_the_state_and_programs_are_started_and_stopped()
    {
        using var daemon = new SupervisordProcess(
            Server + "[program.cat]\ncommand = 'cat'\nautostart = false\nstartsecs = 0\nstdout_logfile = '@/cat.log'\n"
        );
        daemon.StartDaemon();
        using var caller = new HttpCaller(daemon.At("s.sock"), keepsConnection: true);
        caller.Call("supervisor.startProcess", "cat").ShouldBe("1");
        caller.Call("supervisor.startProcess", "cat").ShouldBe("fault 60");
        caller.Call("supervisor.sendProcessStdin", "cat", "zoë\n").ShouldBe("1");
        daemon.WaitForText("cat.log", "zoë\n");
        caller.Call("supervisor.stopProcess", "cat").ShouldBe("1");
        new ProcessView(daemon.PidOf("cat")).IsGone.ShouldBeTrue();
        daemon.Stop();
    }
}
