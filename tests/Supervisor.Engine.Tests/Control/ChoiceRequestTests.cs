using Supervisor.Engine.Choices;
using Supervisor.Engine.Loop;
using Supervisor.Posix;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;
using static Supervisor.Engine.Tests.Control.TextConfiguration;

namespace Supervisor.Engine.Tests.Control;

/// <summary>disable and enable.</summary>
public sealed class ChoiceRequestTests
{
    private const string Off = "autostart = false";
    private const string Changed = "umask = \"077\"";

    private static readonly string Path = ChoicePath.Of(Read(""));

    [Fact]
    public void What_is_disabled_goes_on_running_and_shows_it()
    {
        using var scene = new ControlScene(Program("web"));
        Disable(scene, "web").Outcome.ShouldBe("web Success");
        var web = scene.Describe("web");
        (web.State, web.IsDisabled, web.Restarts).ShouldBe((ProcessState.Running, true, 0));
        scene.Choices.Disabled.ShouldBe(["web"]);
        scene.Daemon.Lines.ShouldContain("web: disabled by request");

        Enable(scene, "web").Outcome.ShouldBe("web Success");
        scene.Describe("web").IsDisabled.ShouldBeFalse();
        scene.Choices.Disabled.ShouldBeEmpty();
        scene.Daemon.Lines.ShouldContain("web: enabled by request");
    }

    [Fact]
    public void It_is_answered_and_in_force_once_it_is_kept()
    {
        using var scene = new ControlScene(Program("web"));
        scene.HoldsSaves = true;
        var disable = Disable(scene, "web");
        (disable.IsAnswered, scene.Describe("web").IsDisabled).ShouldBe((false, false));
        scene.HoldsSaves = false;
        scene.Settle();
        disable.Outcome.ShouldBe("web Success");
        scene.Describe("web").IsDisabled.ShouldBeTrue();
    }

    [Fact]
    public void What_cannot_be_kept_is_refused_and_changes_nothing()
    {
        using var scene = new ControlScene(Program("web"));
        scene.Choices.Problem = "mkdir /x: ENOSPC";
        Disable(scene, "web")
            .Refusal.ShouldBe("Failed it could not be kept, and nothing is changed: mkdir /x: ENOSPC; see persistent_directory");
        scene.Describe("web").IsDisabled.ShouldBeFalse();
        scene.Daemon.Lines.ShouldContain(line => line.Contains("could not be kept", StringComparison.Ordinal));

        scene.Choices.Problem = null;
        Disable(scene, "web").Outcome.ShouldBe("web Success");
        scene.Choices.Problem = "no";
        Enable(scene, "web").Refusal.ShouldStartWith("Failed");
        scene.Describe("web").IsDisabled.ShouldBeTrue();
    }

    [Fact]
    public void What_is_so_already_needs_no_disk()
    {
        using var scene = new ControlScene(Program("web"));
        scene.Choices.Problem = "no";
        Enable(scene, "web").Outcome.ShouldBe("web Success");
        scene.Choices.Saves.ShouldBe(0);
    }

    [Fact]
    public void Requests_that_come_while_the_disk_is_at_work_are_kept_together_in_their_order()
    {
        using var scene = new ControlScene(Program("a") + Program("b") + Program("c"));
        scene.HoldsSaves = true;
        var questions = new[] { Disable(scene, "a"), Disable(scene, "b"), Disable(scene, "c"), Enable(scene, "c"), Enable(scene, "a") };
        scene.HoldsSaves = false;
        scene.Settle();
        questions.Select(question => question.Outcome).ShouldBe(["a Success", "b Success", "c Success", "c Success", "a Success"]);
        scene.Choices.Saves.ShouldBe(2);
        scene.Choices.Disabled.ShouldBe(["b"]);
    }

    [Fact]
    public void A_request_after_one_that_failed_is_tried_on_its_own()
    {
        using var scene = new ControlScene(Program("a") + Program("b"));
        scene.HoldsSaves = true;
        var first = Disable(scene, "a");
        var second = Disable(scene, "b");
        scene.Choices.Problem = "no";
        scene.Engine.Receive(LoopMessage.Of(scene.Choices.Answer()));
        scene.Choices.Problem = null;
        scene.HoldsSaves = false;
        scene.Settle();
        first.Refusal.ShouldStartWith("Failed");
        second.Outcome.ShouldBe("b Success");
        scene.Choices.Disabled.ShouldBe(["b"]);
    }

    [Fact]
    public void Groups_and_all_are_their_processes()
    {
        using var scene = new ControlScene(Program("web", "numprocs = 2", "process_name = \"%(process_num)d\"") + Program("other"));
        Disable(scene, "web:*").Outcomes.ShouldBe(["web:0 Success", "web:1 Success"]);
        scene.Choices.Disabled.ShouldBe(["web:0", "web:1"], ignoreOrder: true);
        scene.Ask(new Request.Disable(ProcessSelector.All)).Outcomes.Count.ShouldBe(3);
        scene.Ask(new Request.Enable(ProcessSelector.All)).Outcomes.Count.ShouldBe(3);
        scene.Choices.Disabled.ShouldBeEmpty();
        Disable(scene, "nobody").Refusal.ShouldBe("BadName nobody");
        Enable(scene, "nobody:*").Refusal.ShouldBe("BadName nobody");
    }

    [Fact]
    public void A_new_daemon_does_not_start_what_was_disabled()
    {
        var kept = new KeptChoices();
        using (var scene = new ControlScene(Program("web") + Program("other"), kept))
            Disable(scene, "web").Outcome.ShouldBe("web Success");
        using var next = new ControlScene(Program("web") + Program("other"), kept);
        next.StateOf("web").ShouldBe(ProcessState.Stopped);
        next.StateOf("other").ShouldBe(ProcessState.Running);
        next.Describe("web").IsDisabled.ShouldBeTrue();
        next.Daemon.Lines.ShouldContain("web: not started: it is disabled");
        Enable(next, "web");
        next.StateOf("web").ShouldBe(ProcessState.Stopped);
    }

    [Fact]
    public void By_hand_it_can_be_started_and_stays_disabled()
    {
        using var scene = Disabled(Program("web"));
        var start = scene.Start("web");
        scene.Pass(TimeSpan.FromSeconds(2));
        start.Outcome.ShouldBe("web Success");
        scene.Describe("web").IsDisabled.ShouldBeTrue();
        scene.Exit("web", 1);
        scene.Pass(TimeSpan.FromSeconds(3));
        scene.StateOf("web").ShouldBe(ProcessState.Running);
    }

    [Fact]
    public void No_reload_starts_it()
    {
        using var scene = Disabled(Program("web"));
        foreach (var lines in new[] { Changed, Off, "", "stopwaitsecs = 5" })
        {
            Reload(scene, Program("web", lines));
            scene.StateOf("web").ShouldBe(ProcessState.Stopped);
        }
        Reload(scene, "");
        Reload(scene, Program("web"));
        scene.StateOf("web").ShouldBe(ProcessState.Stopped);
        scene.Daemon.Lines.ShouldContain("web: added, not started (disabled)");
        scene.Describe("web").StartedAt.ShouldBe(0);

        Enable(scene, "web");
        Reload(scene, "");
        Reload(scene, Program("web"));
        scene.StateOf("web").ShouldBe(ProcessState.Starting);
    }

    [Fact]
    public void A_reload_restarts_one_that_runs_and_has_changed()
    {
        using var scene = new ControlScene(Program("web"));
        Disable(scene, "web");
        Reload(scene, Program("web", Changed));
        scene.Pass(TimeSpan.FromSeconds(2));
        scene.StateOf("web").ShouldBe(ProcessState.Running);
        scene.Daemon.Lines.ShouldContain("web: umask changed; restarting");
    }

    [Fact]
    public void A_reload_does_not_start_one_that_waits_for_its_next_attempt_and_has_changed()
    {
        using var scene = new ControlScene(Program("web", Off));
        scene.Spawners.Failing.Add("web");
        scene.Start("web");
        scene.StateOf("web").ShouldBe(ProcessState.Backoff);
        Disable(scene, "web");
        Reload(scene, Program("web", Off, Changed));
        scene.StateOf("web").ShouldBe(ProcessState.Stopped);
        scene.Daemon.Lines.ShouldContain("web: umask changed; not started: it is disabled");
    }

    [Fact]
    public void One_that_is_removed_and_returns_while_it_is_being_stopped_is_not_started()
    {
        using var scene = new ControlScene(Program("web"));
        Disable(scene, "web");
        scene.Kernel.Stubborn.Add("web");
        Reload(scene, "");
        scene.StateOf("web").ShouldBe(ProcessState.Stopping);
        Reload(scene, Program("web"));
        scene.Exit("web", 0);
        scene.StateOf("web").ShouldBe(ProcessState.Stopped);
    }

    [Fact]
    public void One_that_waits_for_others_to_leave_before_it_starts_does_not_start()
    {
        using var scene = new ControlScene(Program("old"));
        scene.Kernel.Stubborn.Add("old");
        Reload(scene, Program("new"));
        scene.StateOf("new").ShouldBe(ProcessState.Stopped);
        Disable(scene, "new").Outcome.ShouldBe("new Success");
        scene.Exit("old", 0);
        scene.StateOf("new").ShouldBe(ProcessState.Stopped);
        scene.Stop("new").Outcome.ShouldBe("new NotRunning new");
    }

    [Fact]
    public void A_plan_says_that_it_is_disabled_and_not_started()
    {
        var kept = new KeptChoices();
        kept.Hold(Path, "# supervisor choices, version 1\ndisabled web\n");
        using var scene = new ControlScene("", kept);
        scene.WriteFiles(Program("web") + Program("other"));
        var plan = scene.Ask(new Request.Reload(Applies: false, [])).Reply.ShouldBeOfType<Reply.ChangesPlanned>();
        plan.Changes.Select(change => (change.Name.Name, change.Effect, change.Reason))
            .ShouldBe([("other", PlannedEffect.Start, "added"), ("web", PlannedEffect.None, "added; disabled")]);
    }

    [Fact]
    public void Names_that_are_not_configured_are_kept_until_they_are_enabled()
    {
        var kept = new KeptChoices();
        kept.Hold(Path, "# supervisor choices, version 1\ndisabled gone\ndisabled g:gone\n");
        using var scene = new ControlScene(Program("web"), kept);
        Disable(scene, "web");
        kept.Disabled.ShouldBe(["gone", "g:gone", "web"], ignoreOrder: true);
        Enable(scene, "gone").Outcome.ShouldBe("gone Success");
        Enable(scene, "gone").Refusal.ShouldBe("BadName gone");
        kept.Disabled.ShouldBe(["g:gone", "web"], ignoreOrder: true);
    }

    [Fact]
    public void What_cannot_be_understood_is_put_aside_and_said()
    {
        var kept = new KeptChoices();
        kept.Hold(Path, "garbage");
        using var scene = new ControlScene(Program("web"), kept);
        scene.StateOf("web").ShouldBe(ProcessState.Running);
        scene.Daemon.Lines.ShouldContain(line =>
            line.StartsWith($"{Path} cannot be read, so that nothing is disabled now: its first line is not", StringComparison.Ordinal)
            && line.Contains($"renamed to {Path}.aside", StringComparison.Ordinal)
        );
        kept.Files.Keys.ShouldBe([Path + ".aside"]);
        Disable(scene, "web").Outcome.ShouldBe("web Success");
    }

    [Fact]
    public void What_can_neither_be_read_nor_put_aside_is_not_written_over()
    {
        var kept = new KeptChoices { ReadErrno = Errno.EACCES, CanPutAside = false };
        using var scene = new ControlScene(Program("web"), kept);
        scene.StateOf("web").ShouldBe(ProcessState.Running);
        scene.Daemon.Lines.ShouldContain(line => line.Contains("until then nothing can be disabled", StringComparison.Ordinal));
        Disable(scene, "web").Refusal.ShouldStartWith($"Failed {Path} could not be read and is still there: open {Path}: ");
        kept.Saves.ShouldBe(0);
    }

    [Fact]
    public void Another_identifier_or_directory_takes_the_choices_along()
    {
        using var scene = new ControlScene(Program("web"));
        Disable(scene, "web");
        Reload(scene, "[supervisord]\nidentifier = 'other'\npersistent_directory = '/elsewhere'\n" + Program("web"));
        scene.Choices.Files.Keys.Count(path => path.StartsWith("/elsewhere/other-", StringComparison.Ordinal)).ShouldBe(1);
        scene.Choices.Saves.ShouldBe(2);
    }

    [Fact]
    public void A_reload_while_the_disk_is_at_work_takes_the_choices_along_afterwards()
    {
        using var scene = new ControlScene(Program("web"));
        scene.HoldsSaves = true;
        Disable(scene, "web");
        Reload(scene, "[supervisord]\npersistent_directory = '/elsewhere'\n" + Program("web"));
        scene.HoldsSaves = false;
        scene.Settle();
        scene.Choices.Files.Keys.ShouldContain(path => path.StartsWith("/elsewhere/", StringComparison.Ordinal));
    }

    [Fact]
    public void A_directory_that_they_cannot_be_taken_along_to_is_said_once()
    {
        using var scene = new ControlScene(Program("web"));
        Disable(scene, "web");
        scene.Choices.Problem = "no";
        Reload(scene, "[supervisord]\npersistent_directory = '/elsewhere'\n" + Program("web"));
        scene.Choices.Saves.ShouldBe(2);
        scene.Daemon.Lines.Count(line => line.Contains("could not be kept in /elsewhere/", StringComparison.Ordinal)).ShouldBe(1);
        scene.Describe("web").IsDisabled.ShouldBeTrue();
    }

    [Fact]
    public void Where_nothing_is_disabled_another_directory_is_not_made()
    {
        using var scene = new ControlScene(Program("web"));
        Reload(scene, "[supervisord]\npersistent_directory = '/elsewhere'\n" + Program("web"));
        scene.Choices.Saves.ShouldBe(0);
        Disable(scene, "web");
        scene.Choices.Files.Keys.ShouldHaveSingleItem().ShouldStartWith("/elsewhere/");
    }

    private static Question Disable(ControlScene scene, string name) => scene.Ask(new Request.Disable(ProcessSelector.Parse(name)));

    private static Question Enable(ControlScene scene, string name) => scene.Ask(new Request.Enable(ProcessSelector.Parse(name)));

    /// <summary>A scene in which web was disabled before the daemon began.</summary>
    private static ControlScene Disabled(string configuration)
    {
        var kept = new KeptChoices();
        kept.Hold(Path, "# supervisor choices, version 1\ndisabled web\n");
        return new ControlScene(configuration, kept);
    }

    private static void Reload(ControlScene scene, string configuration)
    {
        scene.WriteFiles(configuration);
        scene.Send(SignalNumber.Hangup);
    }
}
