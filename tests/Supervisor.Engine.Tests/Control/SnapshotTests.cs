using Supervisor.Posix;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;
using static Supervisor.Engine.Tests.Control.TextConfiguration;

namespace Supervisor.Engine.Tests.Control;

/// <summary>What is told of a process, compared with what the original tells in the same situation.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public void Before_the_first_start_there_is_nothing_to_tell()
    {
        using var scene = new ControlScene(Program("web", "autostart = false"));
        var web = scene.Describe("web");
        web.State.ShouldBe(ProcessState.Stopped);
        (web.ProcessId, web.StartedAt, web.StoppedAt, web.ExitStatus, web.UptimeMilliseconds).ShouldBe((0, 0, 0, 0, 0));
        (web.SpawnError, web.LastExit, web.Reason, web.StdoutFile, web.StderrFile).ShouldBe(("", "", "", "", ""));
        web.NextStartMilliseconds.ShouldBeNull();
        web.IsStoppedByRequest.ShouldBeFalse();
    }

    [Fact]
    public void Wall_times_are_those_of_the_start_and_of_the_last_end()
    {
        using var scene = new ControlScene(Program("web", "autostart = false", "autorestart = false"));
        var start = scene.WallMilliseconds;
        scene.Start("web");
        scene.Pass(TimeSpan.FromSeconds(90.5));
        var web = scene.Describe("web");
        (web.StartedAt, web.StoppedAt, web.UptimeMilliseconds).ShouldBe((start / 1000, 0, 90_500));
        web.StateSinceMilliseconds.ShouldBe(start + 1000);
        var end = scene.WallMilliseconds;
        scene.Exit("web", 0);
        scene.Pass(TimeSpan.FromSeconds(5));
        web = scene.Describe("web");
        (web.StartedAt, web.StoppedAt, web.StateSinceMilliseconds, web.UptimeMilliseconds).ShouldBe((start / 1000, end / 1000, end, 0));
        scene.Start("web");
        web = scene.Describe("web");
        (web.StartedAt, web.StoppedAt).ShouldBe((scene.WallMilliseconds / 1000, end / 1000));
    }

    [Fact]
    public void The_answer_says_when_it_was_given()
    {
        using var scene = new ControlScene(Program("web"));
        scene.Pass(TimeSpan.FromSeconds(12.345));
        scene
            .Ask(new Request.ListProcesses(ProcessSelector.All))
            .Reply.ShouldBeOfType<Reply.ProcessesListed>()
            .Now.ShouldBe(scene.WallMilliseconds);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(2, "")]
    [InlineData(1, "Bad exit code 1")]
    public void An_exit_tells_its_status_and_whether_it_was_a_bad_one(int status, string error)
    {
        using var scene = new ControlScene(Program("web", "autorestart = false", "exitcodes = [0, 2]"));
        scene.Exit("web", status);
        var web = scene.Describe("web");
        (web.State, web.ExitStatus, web.SpawnError, web.LastExit).ShouldBe((ProcessState.Exited, status, error, $"exit status {status}"));
    }

    [Fact]
    public void A_death_by_signal_is_exit_status_minus_1()
    {
        using var scene = new ControlScene(Program("web", "autorestart = false"));
        scene.Die("web", new SignalNumber(11));
        var web = scene.Describe("web");
        (web.ExitStatus, web.SpawnError, web.LastExit).ShouldBe((-1, "Bad exit code -1", "terminated by SIGSEGV"));
    }

    [Fact]
    public void A_stop_tells_how_it_ended_and_is_no_error()
    {
        using var scene = new ControlScene(Program("web"));
        scene.Stop("web");
        var web = scene.Describe("web");
        (web.ExitStatus, web.SpawnError, web.LastExit).ShouldBe((-1, "", "terminated by SIGTERM"));
        web.IsStoppedByRequest.ShouldBeTrue();
    }

    [Fact]
    public void An_end_before_startsecs_has_no_exit_status_in_the_original()
    {
        using var scene = new ControlScene(Program("web", "autostart = false"));
        scene.Start("web");
        scene.Exit("web", 3);
        var web = scene.Describe("web");
        (web.State, web.ExitStatus, web.SpawnError).ShouldBe(
            (ProcessState.Backoff, 0, "Exited too quickly (process log may have details)")
        );
        web.LastExit.ShouldBe("exit status 3");
        web.StoppedAt.ShouldBe(scene.WallMilliseconds / 1000);
        (web.Failures, web.NextStartMilliseconds).ShouldBe((1, 1000));
    }

    [Fact]
    public void A_failed_spawn_keeps_its_error_until_the_next_start_and_has_no_end()
    {
        using var scene = new ControlScene(Program("web", "autostart = false", "startretries = 0"));
        scene.Spawners.Failing.Add("web");
        scene.Start("web");
        scene.Pass(TimeSpan.FromSeconds(2));
        var web = scene.Describe("web");
        (web.State, web.SpawnError, web.StoppedAt).ShouldBe((ProcessState.Fatal, "unknown error during fork for 'web': ENOMEM", 0));
        web.StartedAt.ShouldBeGreaterThan(0);
        scene.Spawners.Failing.Clear();
        scene.Start("web");
        scene.Describe("web").SpawnError.ShouldBe("");
    }

    [Fact]
    public void Restarts_are_those_that_nobody_asked_for()
    {
        using var scene = new ControlScene(Program("web", "autorestart = true"));
        scene.Describe("web").Restarts.ShouldBe(0);
        scene.Exit("web", 0);
        scene.Pass(TimeSpan.FromSeconds(3));
        scene.Describe("web").Restarts.ShouldBe(1);
        scene.Restart("web");
        scene.Describe("web").Restarts.ShouldBe(1);
    }

    [Fact]
    public void What_is_due_is_told_from_now_on()
    {
        using var scene = new ControlScene(Program("web", "autorestart = true", "restart_delay = 10"));
        scene.Exit("web", 0);
        scene.Pass(TimeSpan.FromSeconds(4));
        scene.Describe("web").NextStartMilliseconds.ShouldBe(6000);
    }

    [Fact]
    public void Processes_are_listed_by_group_and_name()
    {
        using var scene = new ControlScene(
            Program("z", "priority = 1")
                + Program("b", "priority = 2")
                + Program("a", "priority = 3")
                + Program("B", "priority = 4")
                + "[group.g]\nprograms = [\"b\", \"a\"]\n"
        );
        Names(scene, ProcessSelector.All).ShouldBe(["B", "g:a", "g:b", "z"]);
        Names(scene, ProcessSelector.OfGroup("g")).ShouldBe(["g:a", "g:b"]);
        Names(scene, ProcessSelector.Of("g", "b")).ShouldBe(["g:b"]);
        scene.Ask(new Request.ListProcesses(ProcessSelector.OfGroup("x"))).Refusal.ShouldBe("BadName x");
        scene.Ask(new Request.ListProcesses(ProcessSelector.Of("g", "x"))).Refusal.ShouldBe("BadName g:x");
    }

    [Fact]
    public void A_thousand_processes_are_listed_in_one_answer()
    {
        using var scene = new ControlScene(Program("web", "numprocs = 1000", "autostart = false", "process_name = \"%(process_num)04d\""));
        var listed = scene.Ask(new Request.ListProcesses(ProcessSelector.All)).Processes;
        listed.Count.ShouldBe(1000);
        listed.Select(process => process.Name.Name).ShouldBeInOrder();
    }

    private static IEnumerable<string> Names(ControlScene scene, ProcessSelector selector) =>
        scene.Ask(new Request.ListProcesses(selector)).Processes.Select(process => process.Name.DisplayName);
}
