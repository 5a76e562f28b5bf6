using Supervisor.Posix;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;
using static Supervisor.Engine.Tests.Control.TextConfiguration;

namespace Supervisor.Engine.Tests.Control;

public sealed class ReloadRequestTests
{
    private const string Before = "environment = { A = \"1\" }";
    private const string After = "environment = { A = \"2\" }";

    [Fact]
    public void A_plan_says_what_a_reload_would_do_to_each_process_and_does_none_of_it()
    {
        using var scene = new ControlScene(
            Program("changed", Before) + Program("same") + Program("gone") + Program("idle", "autostart = false")
        );
        scene.WriteFiles(
            Program("changed", After) + Program("same") + Program("idle") + Program("new") + Program("quiet", "autostart = false")
        );
        Plan(scene)
            .ShouldBe([
                "changed Changed Restart",
                "idle Changed Start",
                "new Added Start",
                "quiet Added None",
                "same Unchanged None",
                "gone Removed Stop",
            ]);
        scene.Kernel.Signals.ShouldBeEmpty();
        scene.Ask(new Request.AddGroup("new")).Refusal.ShouldBe("BadName new");
    }

    [Fact]
    public void The_reason_names_the_keys()
    {
        using var scene = new ControlScene(Program("web", Before));
        scene.WriteFiles(Program("web", After, "stopwaitsecs = 3"));
        var change = scene
            .Ask(new Request.Reload(Applies: false, []))
            .Reply.ShouldBeOfType<Reply.ChangesPlanned>()
            .Changes.ShouldHaveSingleItem();
        change.Reason.ShouldContain("environment");
        change.Reason.ShouldContain("stopwaitsecs");
    }

    [Fact]
    public void Applied_it_does_what_it_says()
    {
        using var scene = new ControlScene(Program("changed", Before) + Program("same") + Program("gone"));
        var same = scene.Describe("same").ProcessId;
        var changed = scene.Describe("changed").ProcessId;
        scene.WriteFiles(Program("changed", After) + Program("same") + Program("new"));
        Plan(scene, applies: true).ShouldBe(["changed Changed Restart", "new Added Start", "same Unchanged None", "gone Removed Stop"]);
        scene.Describe("same").ProcessId.ShouldBe(same);
        scene.Describe("changed").ProcessId.ShouldNotBe(changed);
        scene.StateOf("new").ShouldBe(ProcessState.Starting);
        scene.Ask(new Request.ListProcesses(ProcessSelector.Parse("gone"))).Refusal.ShouldBe("BadName gone");
        Plan(scene).ShouldAllBe(line => line.EndsWith("Unchanged None", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_some_groups_only_those_are_planned_and_changed()
    {
        using var scene = new ControlScene(Program("a", Before) + Program("b", Before) + Program("gone"));
        scene.WriteFiles(Program("a", After) + Program("b", After) + Program("new"));
        Plan(scene, applies: false, "a", "gone", "nonsense").ShouldBe(["a Changed Restart", "b Unchanged None", "gone Removed Stop"]);
        var b = scene.Describe("b").ProcessId;
        Plan(scene, applies: true, "a", "new");
        scene.StateOf("new").ShouldBe(ProcessState.Starting);
        scene.StateOf("a").ShouldBe(ProcessState.Starting);
        scene.StateOf("gone").ShouldBe(ProcessState.Running);
        scene.Describe("b").ProcessId.ShouldBe(b);
        Plan(scene).ShouldBe(["a Unchanged None", "b Changed Restart", "new Unchanged None", "gone Removed Stop"]);
    }

    [Fact]
    public void Where_a_log_goes_needs_no_restart()
    {
        using var scene = new ControlScene(
            Program("web").Replace("stdout_logfile = \"NONE\"", "stdout_logfile = \"/log/1\"", StringComparison.Ordinal)
        );
        var before = scene.Describe("web").ProcessId;
        scene.WriteFiles(Program("web").Replace("stdout_logfile = \"NONE\"", "stdout_logfile = \"/log/2\"", StringComparison.Ordinal));
        Plan(scene, applies: true).ShouldBe(["web Changed ReopenLog"]);
        scene.Pump.Reconfigured.ShouldBe(["web"]);
        scene.Describe("web").ProcessId.ShouldBe(before);
        scene.Describe("web").StdoutFile.ShouldBe("/log/2");
    }

    [Fact]
    public void What_counts_from_the_next_occasion_on_has_no_effect_now()
    {
        using var scene = new ControlScene(Program("web", "stopwaitsecs = 3"));
        scene.WriteFiles(Program("web", "stopwaitsecs = 4"));
        Plan(scene, applies: true).ShouldBe(["web Changed None"]);
    }

    [Theory]
    [InlineData("stopped by hand")]
    [InlineData("EXITED and not to be restarted")]
    [InlineData("FATAL")]
    [InlineData("BACKOFF")]
    [InlineData("waits for its restart")]
    [InlineData("STOPPING")]
    [InlineData("UNKNOWN")]
    [InlineData("never started")]
    public void The_plan_is_what_then_happens(string situation)
    {
        var restart = situation == "waits for its restart" ? "autorestart = true\nrestart_delay = 60" : "autorestart = false";
        var autostart = situation == "never started" ? "autostart = false" : "autostart = true";
        using var scene = new ControlScene(Program("web", Before, "startretries = 0", restart, autostart));
        Bring(scene, situation);
        var before = scene.Describe("web");
        scene.WriteFiles(Program("web", After, "startretries = 0", restart, autostart));
        scene.Spawners.Spawned.Clear();
        var effect = Plan(scene, applies: true).ShouldHaveSingleItem();
        scene.Pass(TimeSpan.FromSeconds(30));
        var expected =
            scene.Spawners.Spawned.Count == 0 ? "None"
            : before.ProcessId == 0 ? "Start"
            : "Restart";
        effect.ShouldBe($"web Changed {expected}");
    }

    [Theory]
    [InlineData("stopped by hand", "None")]
    [InlineData("EXITED and not to be restarted", "Start")]
    [InlineData("FATAL", "Start")]
    [InlineData("BACKOFF", "Start")]
    [InlineData("waits for its restart", "Start")]
    [InlineData("STOPPING", "None")]
    [InlineData("UNKNOWN", "None")]
    [InlineData("never started", "None")]
    public void What_does_not_run_is_started_where_it_is_meant_to_run(string situation, string effect)
    {
        var restart = situation == "waits for its restart" ? "autorestart = true\nrestart_delay = 60" : "autorestart = false";
        var autostart = situation == "never started" ? "autostart = false" : "autostart = true";
        using var scene = new ControlScene(Program("web", Before, "startretries = 0", restart, autostart));
        Bring(scene, situation);
        scene.WriteFiles(Program("web", After, "startretries = 0", restart, autostart));
        Plan(scene).ShouldHaveSingleItem().ShouldBe($"web Changed {effect}");
    }

    [Fact]
    public void What_waits_for_the_removed_to_be_gone_and_is_started_by_hand_is_not_started_again()
    {
        using var scene = new ControlScene(Program("gone"));
        scene.Kernel.Stubborn.Add("gone");
        scene.WriteFiles(Program("new", "autorestart = false"));
        scene.Send(SignalNumber.Hangup);
        scene.StateOf("new").ShouldBe(ProcessState.Stopped);
        scene.Start("new");
        scene.Pass(TimeSpan.FromSeconds(2));
        scene.Exit("new", 0);
        scene.Pass(TimeSpan.FromSeconds(20));
        scene.StateOf("new").ShouldBe(ProcessState.Exited);
    }

    [Fact]
    public void What_waits_for_the_removed_to_be_gone_can_be_stopped_by_hand()
    {
        using var scene = new ControlScene(Program("gone"));
        scene.Kernel.Stubborn.Add("gone");
        scene.WriteFiles(Program("new"));
        scene.Send(SignalNumber.Hangup);
        scene.Stop("new").Outcome.ShouldBe("new Success");
        scene.Stop("new").Outcome.ShouldBe("new NotRunning new");
        scene.Pass(TimeSpan.FromSeconds(20));
        scene.StateOf("new").ShouldBe(ProcessState.Stopped);
    }

    [Theory]
    [InlineData("autostart = true", "Start", ProcessState.Running)]
    [InlineData("autostart = false", "None", ProcessState.Stopped)]
    public void What_waits_for_the_removed_to_be_gone_starts_as_it_is_configured_then(string autostart, string effect, ProcessState state)
    {
        using var scene = new ControlScene(Program("gone"));
        scene.Kernel.Stubborn.Add("gone");
        scene.WriteFiles(Program("new", Before));
        scene.Send(SignalNumber.Hangup);
        scene.WriteFiles(Program("new", After, autostart));
        Plan(scene, applies: true).ShouldBe([$"new Changed {effect}"]);
        scene.Pass(TimeSpan.FromSeconds(20));
        scene.StateOf("new").ShouldBe(state);
    }

    [Fact]
    public void What_was_started_by_hand_and_has_never_come_up_is_tried_with_its_new_settings()
    {
        using var scene = new ControlScene(Program("web", Before, "autostart = false"));
        scene.Spawners.Failing.Add("web");
        scene.Start("web").Outcome.ShouldBe("web SpawnError web");
        scene.Spawners.Failing.Clear();
        scene.WriteFiles(Program("web", After, "autostart = false"));
        Plan(scene, applies: true).ShouldBe(["web Changed Start"]);
        scene.StateOf("web").ShouldBe(ProcessState.Starting);
    }

    [Fact]
    public void A_configuration_with_mistakes_changes_nothing()
    {
        using var scene = new ControlScene(Program("web", Before));
        scene.WriteFiles(Program("web", After) + "nonsense");
        scene.Ask(new Request.Reload(Applies: true, [])).Refusal.ShouldStartWith("CannotReread /conf/supervisor.toml:");
        scene.Kernel.Signals.ShouldBeEmpty();
    }

    [Fact]
    public void Keys_of_the_daemon_are_told_with_what_they_need()
    {
        using var scene = new ControlScene("[supervisord]\nloglevel = \"info\"\n" + Program("web"));
        scene.WriteFiles("[supervisord]\nloglevel = \"debug\"\nidentifier = \"other\"\n" + Program("web"));
        var planned = scene.Ask(new Request.Reload(Applies: false, [])).Reply.ShouldBeOfType<Reply.ChangesPlanned>();
        planned.DaemonLines.ShouldContain("loglevel changed");
        planned.DaemonLines.ShouldContain(line => line.Contains("identifier", StringComparison.Ordinal));
    }

    [Fact]
    public void A_reload_that_was_under_way_when_the_end_began_does_nothing()
    {
        using var scene = new ControlScene(Program("web", Before) + Program("slow"));
        scene.Kernel.Stubborn.Add("slow");
        scene.WriteFiles(Program("web", After) + Program("slow", After) + Program("new"));
        scene.HoldsLoads = true;
        var reload = scene.Ask(new Request.Reload(Applies: true, []));
        var read = scene.Ask(new Request.ReadConfiguration());
        var restart = scene.Ask(new Request.RestartDaemon());
        scene.Send(SignalNumber.Terminate);
        scene.HoldsLoads = false;
        scene.Settle();
        reload.Refusal.ShouldBe("ShuttingDown");
        read.Refusal.ShouldBe("ShuttingDown");
        restart.Refusal.ShouldBe("ShuttingDown");
        scene.Engine.RestartRequested.ShouldBeFalse();
        scene.Engine.Roster.Slots.Select(slot => slot.Settings.Name).ShouldBe(["slow", "web"], ignoreOrder: true);
        scene.Pass(TimeSpan.FromSeconds(10));
        scene.Engine.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void A_reload_that_nobody_waits_for_any_more_is_done_all_the_same()
    {
        using var scene = new ControlScene(Program("web"));
        scene.HoldsLoads = true;
        scene.WriteFiles(Program("web") + Program("new"));
        var reload = scene.Hand(new Request.Reload(Applies: true, []), out var number);
        scene.Engine.Requests.Cancel(reload, number);
        scene.HoldsLoads = false;
        scene.Settle();
        reload.IsAnswered.ShouldBeFalse();
        scene.StateOf("new").ShouldBe(ProcessState.Starting);
    }

    private static void Bring(ControlScene scene, string situation)
    {
        switch (situation)
        {
            case "stopped by hand":
                scene.Stop("web").Outcome.ShouldBe("web Success");
                break;
            case "EXITED and not to be restarted" or "waits for its restart":
                scene.Exit("web", 0);
                scene.StateOf("web").ShouldBe(ProcessState.Exited);
                break;
            case "FATAL":
                FailToStart(scene);
                scene.Pass(TimeSpan.FromSeconds(5));
                scene.StateOf("web").ShouldBe(ProcessState.Fatal);
                scene.Spawners.Failing.Clear();
                break;
            case "BACKOFF":
                FailToStart(scene);
                scene.StateOf("web").ShouldBe(ProcessState.Backoff);
                scene.Spawners.Failing.Clear();
                break;
            case "STOPPING":
                scene.Kernel.Stubborn.Add("web");
                scene.Stop("web", waits: false);
                break;
            case "UNKNOWN":
                scene.Kernel.Protected.Add("web");
                scene.Stop("web");
                scene.StateOf("web").ShouldBe(ProcessState.Unknown);
                break;
        }
    }

    private static void FailToStart(ControlScene scene)
    {
        scene.Exit("web", 0);
        scene.Spawners.Failing.Add("web");
        scene.Start("web").Outcome.ShouldBe("web SpawnError web");
    }

    private static string[] Plan(ControlScene scene, bool applies = false, params string[] groups) =>
        [
            .. scene
                .Ask(new Request.Reload(applies, [.. groups]))
                .Reply.ShouldBeOfType<Reply.ChangesPlanned>()
                .Changes.Select(change => $"{change.Name.DisplayName} {change.Kind} {change.Effect}"),
        ];
}
