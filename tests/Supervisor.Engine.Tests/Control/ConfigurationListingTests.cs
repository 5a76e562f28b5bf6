using System.Collections.Immutable;
using Supervisor.Posix;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;
using static Supervisor.Engine.Tests.Control.TextConfiguration;

namespace Supervisor.Engine.Tests.Control;

public sealed class ConfigurationListingTests
{
    [Fact]
    public void Defaults_are_those_of_the_original()
    {
        using var scene = new ControlScene(Program("web"));
        var web = List(scene).ShouldHaveSingleItem();
        web.Name.ShouldBe(new ProcessName("web", "web"));
        (web.GroupPriority, web.Priority, web.IsInUse, web.Autostart, web.Autorestart).ShouldBe((999, 999, true, true, "unexpected"));
        (web.Command, web.Directory, web.UserId, web.ServerUrl).ShouldBe(("/bin/web", "none", null, "none"));
        web.ExitCodes.ShouldBe([0]);
        (web.StartSeconds, web.StartRetries, web.StopSignal, web.StopWaitSeconds).ShouldBe((1, 3, 15, 10));
        (web.StopAsGroup, web.KillAsGroup, web.RedirectStderr).ShouldBe((false, false, false));
        foreach (var output in new[] { web.Stdout, web.Stderr })
            output.ShouldBe(new OutputConfiguration("none", 50 * 1024 * 1024, 10, 0, false, false));
    }

    [Fact]
    public void What_is_configured_is_told()
    {
        using var scene = new ControlScene(
            """
            [program.web]
            command = ["/bin/web", "-x"]
            directory = "/tmp"
            priority = 5
            autostart = false
            autorestart = true
            exitcodes = [0, 7]
            startsecs = "2.9s"
            startretries = 8
            stopsignal = "USR1"
            stopwaitsecs = "1.2s"
            stopasgroup = true
            redirect_stderr = true
            serverurl = "http://localhost:9001"
            stdout_logfile = "/log/web"
            stdout_logfile_maxbytes = "1KB"
            stdout_logfile_backups = 3
            stdout_capture_maxbytes = "2KB"
            stdout_events_enabled = true
            stdout_syslog = true
            [group.g]
            programs = ["web"]
            priority = 4
            """
        );
        var web = List(scene).ShouldHaveSingleItem();
        (web.Name.DisplayName, web.GroupPriority, web.Priority, web.Autostart, web.Autorestart).ShouldBe(("g:web", 4, 5, false, "true"));
        (web.Command, web.Directory, web.ServerUrl).ShouldBe(("/bin/web -x", "/tmp", "http://localhost:9001"));
        web.ExitCodes.ShouldBe([0, 7]);
        (web.StartSeconds, web.StartRetries, web.StopSignal, web.StopWaitSeconds).ShouldBe((2, 8, 10, 2));
        (web.StopAsGroup, web.KillAsGroup, web.RedirectStderr).ShouldBe((true, true, true));
        web.Stdout.ShouldBe(new OutputConfiguration("/log/web", 1024, 3, 2048, true, true));
        web.Stderr.File.ShouldBe("none");
    }

    [Fact]
    public void A_server_of_the_daemon_is_no_url_of_a_program()
    {
        using var scene = new ControlScene(
            "[unix_http_server]\nfile = \"/run/s.sock\"\n" + Program("web") + Program("own", "serverurl = \"unix:///run/s.sock\"")
        );
        List(scene).Select(process => process.ServerUrl).ShouldBe(["unix:///run/s.sock", "none"]);
    }

    [Fact]
    public void The_name_of_an_automatic_log_is_told_while_its_configuration_is_in_force()
    {
        using var directory = new TemporaryLogs();
        var files =
            $"[supervisord]\nchildlogdir = \"{directory.Path}\"\n[program.web]\ncommand = \"/bin/web\"\nstderr_logfile = \"NONE\"\n";
        using var scene = new ControlScene(files);
        List(scene).Single().Stdout.File.ShouldBe(scene.Describe("web").StdoutFile);
        scene.Ask(new Request.ReadConfiguration());
        List(scene).Single().Stdout.File.ShouldBe("auto");
        scene.Stop("web");
        scene.Ask(new Request.RemoveGroup("web"));
        scene.Ask(new Request.AddGroup("web"));
        List(scene).Single().Stdout.File.ShouldStartWith(directory.Path + "/web-stdout---supervisor-");
        scene.Ask(new Request.ReadConfiguration());
        scene.Send(SignalNumber.Hangup);
        List(scene).Single().Stdout.File.ShouldBe(scene.Describe("web").StdoutFile);
    }

    [Fact]
    public void They_are_ordered_by_the_name_of_the_process_alone()
    {
        using var scene = new ControlScene(
            Program("b") + Program("a") + Program("C") + "[group.z]\nprograms = [\"a\"]\n" + "[group.y]\nprograms = [\"b\"]\n"
        );
        List(scene).Select(process => process.Name.DisplayName).ShouldBe(["C", "z:a", "y:b"]);
    }

    [Fact]
    public void What_was_read_last_is_listed()
    {
        using var scene = new ControlScene(Program("web", "priority = 1") + Program("gone"));
        scene.WriteFiles(Program("web", "priority = 2"));
        List(scene).Select(process => process.Name.Name).ShouldBe(["gone", "web"]);
        scene.Ask(new Request.ReadConfiguration());
        var web = List(scene).ShouldHaveSingleItem();
        (web.Priority, web.IsInUse).ShouldBe((2, true));
    }

    private sealed class TemporaryLogs : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("child-logs-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }

    private static ImmutableArray<ProcessConfiguration> List(ControlScene scene) =>
        scene.Ask(new Request.ListConfigurations()).Reply.ShouldBeOfType<Reply.ConfigurationsListed>().Processes;
}
