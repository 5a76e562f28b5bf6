using System.Net;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests;

/// <summary>Programs that were disabled stay so, whatever begins anew.</summary>
public sealed class ChoiceTests
{
    private const string Directory = "persistent_directory = '@/kept/state'";
    private const string Server = "[unix_http_server]\nfile = '@/s.sock'\n";
    private const string Web = "[program.web]\ncommand = 'sleep 1000'\n";
    private const string Other = "[program.other]\ncommand = 'sleep 1000'\n";
    private const string NotStarted = "web: not started: it is disabled";

    [Fact]
    public void It_holds_over_reload_restart_and_a_new_daemon_until_it_is_enabled()
    {
        using var daemon = new SupervisordProcess(Server + Web, Directory);
        daemon.StartDaemon();
        var web = daemon.PidOf("web");
        System.IO.Directory.Exists(daemon.At("kept")).ShouldBeFalse("nothing is made before it is needed");
        using var caller = new HttpCaller(daemon.At("s.sock"));
        caller.Post("/api/v1/processes/web/disable").Status.ShouldBe(HttpStatusCode.OK);
        new ProcessView(web).IsLiving.ShouldBeTrue();
        caller.Get("/api/v1/processes/web").ShouldContain("disabled\"");
        File.ReadAllText(System.IO.Directory.GetFiles(daemon.At("kept/state")).ShouldHaveSingleItem()).ShouldEndWith("\ndisabled web\n");
        caller.Post("/api/v1/processes/web/stop").Status.ShouldBe(HttpStatusCode.OK);

        // Removed and added: it begins anew.
        daemon.Configure(Server, Directory);
        daemon.Reload();
        daemon.Configure(Server + Web + Other, Directory);
        daemon.Reload();
        daemon.WaitForLog("web: added, not started (disabled)");
        daemon.PidOf("other");

        caller.Call("supervisor.restart").ShouldBe("1");
        daemon.WaitForLog(NotStarted);
        daemon.PidOf("other", spawn: 2);
        daemon.Stop();

        daemon.StartDaemon();
        daemon.PidOf("other", spawn: 3);
        SupervisordProcess.Occurrences(daemon.Log, NotStarted).ShouldBe(2);
        daemon.SpawnsOf("web").ShouldBe([web]);
        caller.Call("supervisor.startProcess", "web").ShouldBe("1");
        caller.Get("/api/v1/processes/web").ShouldContain("\"isDisabled\":true");
        caller.Post("/api/v1/processes/web/enable").Status.ShouldBe(HttpStatusCode.OK);
        daemon.Stop();

        daemon.StartDaemon();
        daemon.PidOf("web", spawn: 3);
        daemon.Stop();
    }

    [Fact]
    public void Two_daemons_do_not_share_their_choices_and_another_pid_file_is_no_other_daemon()
    {
        using var daemon = new SupervisordProcess(Server + Web, Directory);
        daemon.StartDaemon();
        using var caller = new HttpCaller(daemon.At("s.sock"));
        caller.Post("/api/v1/processes/web/disable").Status.ShouldBe(HttpStatusCode.OK);
        daemon.Stop();

        daemon.Configure(Server + Web, Directory + "\nidentifier = 'other'");
        daemon.StartDaemon();
        daemon.PidOf("web", spawn: 2);
        daemon.Stop();

        daemon.Configure(Server + Web, Directory);
        daemon.RunBeside(SupervisordExecutable.Path, "-c", daemon.Configuration, "-j", daemon.At("other.pid")).ExitStatus.ShouldBe(0);
        daemon.WaitForLog(NotStarted);
        using var last = new HttpCaller(daemon.At("s.sock"));
        last.Call("supervisor.shutdown").ShouldBe("1");
        Until.IsTrue(() => !daemon.Left().Any(), "it has ended");
        daemon.SpawnsOf("web").Length.ShouldBe(2);
    }

    [Fact]
    public void A_file_that_cannot_be_understood_is_put_aside_and_keeps_nothing_from_running()
    {
        using var daemon = new SupervisordProcess(Server + Web, Directory);
        daemon.StartDaemon();
        using var caller = new HttpCaller(daemon.At("s.sock"));
        caller.Post("/api/v1/processes/web/disable").Status.ShouldBe(HttpStatusCode.OK);
        daemon.Stop();
        var file = System.IO.Directory.GetFiles(daemon.At("kept/state")).ShouldHaveSingleItem();
        File.WriteAllBytes(file, new byte[100]);

        daemon.StartDaemon();
        daemon.PidOf("web", spawn: 2);
        daemon.Log.ShouldContain($"{file} cannot be read, so that nothing is disabled now");
        System.IO.Directory.GetFiles(daemon.At("kept/state")).ShouldBe([file + ".unreadable"]);
        daemon.Stop();
    }

    [Fact]
    public void Where_nothing_can_be_kept_nothing_is_disabled()
    {
        using var daemon = new SupervisordProcess(Server + Web, "persistent_directory = '@/supervisor.toml/below'");
        daemon.StartDaemon();
        using var caller = new HttpCaller(daemon.At("s.sock"));
        var (status, body) = caller.Post("/api/v1/processes/web/disable");
        status.ShouldBe(HttpStatusCode.InternalServerError);
        body.ShouldContain("ENOTDIR");
        caller.Get("/api/v1/processes/web").ShouldContain("\"isDisabled\":false");
        daemon.Log.ShouldContain("could not be kept");
        daemon.Stop();
    }

    [Fact]
    public void It_holds_when_the_daemon_is_killed_and_what_runs_goes_on()
    {
        using var daemon = new SupervisordProcess(Server + Web + Other, Directory);
        daemon.StartDaemon();
        var (web, other) = (daemon.PidOf("web"), daemon.PidOf("other"));
        daemon.WaitForLog("success: other entered RUNNING state");
        using var caller = new HttpCaller(daemon.At("s.sock"));
        foreach (var path in new[] { "web/disable", "other/disable", "web/stop" })
            caller.Post("/api/v1/processes/" + path).Status.ShouldBe(HttpStatusCode.OK);
        Signals.Send(daemon.View.ProcessId, Signals.Kill);
        daemon.WaitForLog($"other: taken over with pid {other}");
        caller.Get("/api/v1/processes/web").ShouldContain("\"isDisabled\":true");
        caller.Get("/api/v1/processes/other").ShouldContain($"\"description\":\"pid {other}, uptime");
        daemon.Configure(Server, Directory);
        daemon.Reload();
        daemon.Configure(Server + Web, Directory);
        daemon.Reload();
        daemon.WaitForLog("web: added, not started (disabled)");
        daemon.SpawnsOf("web").ShouldBe([web]);
        daemon.Stop();
    }
}
