using Supervisor.Posix;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;
using static Supervisor.Engine.Tests.Control.TextConfiguration;

namespace Supervisor.Engine.Tests.Control;

public sealed class GroupRequestTests
{
    [Fact]
    public void Reading_the_files_changes_nothing_and_says_the_same_again()
    {
        using var scene = new ControlScene(Program("gone") + Program("same") + Program("other"));
        scene.WriteFiles(Program("same") + Program("other", "priority = 3") + Program("new"));
        for (var time = 0; time < 2; time++)
        {
            var (added, changed, removed) = Compared(scene.Ask(new Request.ReadConfiguration()));
            added.ShouldBe(["new"]);
            changed.ShouldBe(["other"]);
            removed.ShouldBe(["gone"]);
        }
        scene
            .Ask(new Request.ListProcesses(ProcessSelector.All))
            .Processes.Select(process => process.Name.Name)
            .ShouldBe(["gone", "other", "same"]);
        scene.Kernel.Signals.ShouldBeEmpty();
    }

    [Fact]
    public void Groups_are_told_in_starting_order()
    {
        using var scene = new ControlScene(Program("b", "priority = 1") + Program("a", "priority = 2"));
        scene.WriteFiles(Program("c", "priority = 9") + Program("z") + Program("d", "priority = 8"));
        var (added, _, removed) = Compared(scene.Ask(new Request.ReadConfiguration()));
        added.ShouldBe(["d", "c", "z"]);
        removed.ShouldBe(["b", "a"]);
    }

    [Fact]
    public void A_group_of_other_members_or_with_another_priority_is_a_changed_one()
    {
        const string Programs = "[group.g]\nprograms = [\"a\", \"b\"]\n[group.h]\nprograms = [\"c\"]\n[group.i]\nprograms = [\"d\"]\n";
        using var scene = new ControlScene(Program("a") + Program("b") + Program("c") + Program("d") + Programs);
        scene.WriteFiles(
            Program("a")
                + Program("c")
                + Program("d")
                + "[group.g]\nprograms = [\"a\"]\n[group.h]\nprograms = [\"c\"]\npriority = 5\n[group.i]\nprograms = [\"d\"]\n"
        );
        var (added, changed, removed) = Compared(scene.Ask(new Request.ReadConfiguration()));
        changed.ShouldBe(["h", "g"]);
        added.ShouldBeEmpty();
        removed.ShouldBeEmpty();
    }

    [Fact]
    public void Mistakes_in_the_files_are_all_told_and_what_was_read_before_stays()
    {
        using var scene = new ControlScene(Program("web"));
        scene.WriteFiles(Program("web", "autostrat = true") + Program("new", "numprocs = \"many\""));
        var refusal = scene.Ask(new Request.ReadConfiguration()).Refusal;
        refusal.ShouldStartWith("CannotReread /conf/supervisor.toml:");
        refusal.ShouldContain("autostrat");
        refusal.ShouldContain("numprocs");
        scene.Ask(new Request.AddGroup("new")).Refusal.ShouldBe("BadName new");
    }

    [Fact]
    public void A_group_that_was_read_can_be_added_and_starts()
    {
        using var scene = new ControlScene(Program("web"));
        scene.WriteFiles(Program("web") + Program("new") + Program("quiet", "autostart = false"));
        scene.Ask(new Request.AddGroup("new")).Refusal.ShouldBe("BadName new");
        scene.Ask(new Request.ReadConfiguration());
        scene.Ask(new Request.AddGroup("new")).Reply.ShouldBe(Reply.Done.Instance);
        scene.StateOf("new").ShouldBe(ProcessState.Starting);
        scene.Ask(new Request.AddGroup("quiet")).Reply.ShouldBe(Reply.Done.Instance);
        scene.StateOf("quiet").ShouldBe(ProcessState.Stopped);
        scene.Ask(new Request.AddGroup("new")).Refusal.ShouldBe("AlreadyAdded new");
        scene.Ask(new Request.AddGroup("web")).Refusal.ShouldBe("AlreadyAdded web");
    }

    [Fact]
    public void A_group_that_is_active_and_not_in_the_files_any_more_has_no_name_to_be_added_by()
    {
        using var scene = new ControlScene(Program("web") + Program("other"));
        scene.WriteFiles(Program("other"));
        scene.Ask(new Request.ReadConfiguration());
        scene.Ask(new Request.AddGroup("web")).Refusal.ShouldBe("BadName web");
    }

    [Fact]
    public void Only_a_group_of_which_nothing_runs_can_be_removed()
    {
        using var scene = new ControlScene(
            Program("a") + Program("b", "autostart = false") + "[group.g]\nprograms = [\"a\", \"b\"]\n" + Program("other")
        );
        scene.Kernel.Stubborn.Add("a");
        scene.Ask(new Request.RemoveGroup("nobody")).Refusal.ShouldBe("BadName nobody");
        scene.Ask(new Request.RemoveGroup("g")).Refusal.ShouldBe("StillRunning g");
        scene.Stop("g:a", waits: false);
        scene.Ask(new Request.RemoveGroup("g")).Refusal.ShouldBe("StillRunning g");
        scene.Pass(TimeSpan.FromSeconds(10));
        scene.Ask(new Request.RemoveGroup("g")).Reply.ShouldBe(Reply.Done.Instance);
        scene.Ask(new Request.ListProcesses(ProcessSelector.All)).Processes.ShouldHaveSingleItem().Name.Name.ShouldBe("other");
        scene.Ask(new Request.RemoveGroup("g")).Refusal.ShouldBe("BadName g");
    }

    [Fact]
    public void A_group_in_BACKOFF_is_not_removed_and_one_that_waits_for_its_restart_is()
    {
        using var scene = new ControlScene(
            Program("backoff", "autostart = false") + Program("exited", "autorestart = true", "restart_delay = 60")
        );
        scene.Spawners.Failing.Add("backoff");
        scene.Start("backoff");
        scene.Exit("exited", 0);
        scene.Ask(new Request.RemoveGroup("backoff")).Refusal.ShouldBe("StillRunning backoff");
        scene.Ask(new Request.RemoveGroup("exited")).Reply.ShouldBe(Reply.Done.Instance);
        scene.Stop("backoff");
        scene.Engine.NextDue.ShouldBeNull();
    }

    [Fact]
    public void A_removed_group_can_be_added_again_and_begins_anew()
    {
        using var scene = new ControlScene(Program("web"));
        scene.Stop("web");
        scene.Ask(new Request.RemoveGroup("web"));
        scene.Ask(new Request.AddGroup("web")).Reply.ShouldBe(Reply.Done.Instance);
        scene.StateOf("web").ShouldBe(ProcessState.Starting);
        scene.Describe("web").LastExit.ShouldBe("");
    }

    [Fact]
    public void A_group_that_was_removed_by_request_returns_at_a_hangup()
    {
        using var scene = new ControlScene(Program("web") + Program("other"));
        scene.Stop("web");
        scene.Stop("other");
        scene.Ask(new Request.RemoveGroup("web"));
        scene.Send(SignalNumber.Hangup);
        scene.StateOf("web").ShouldBe(ProcessState.Starting);
        scene.StateOf("other").ShouldBe(ProcessState.Stopped);
    }

    [Fact]
    public void What_was_removed_and_what_is_only_in_the_files_is_told_as_not_in_use()
    {
        using var scene = new ControlScene(Program("web") + Program("other"));
        scene.WriteFiles(Program("web") + Program("other") + Program("new"));
        scene.Ask(new Request.ReadConfiguration());
        scene.Stop("web");
        scene.Ask(new Request.RemoveGroup("web"));
        scene
            .Ask(new Request.ListConfigurations())
            .Reply.ShouldBeOfType<Reply.ConfigurationsListed>()
            .Processes.Select(process => (process.Name.Name, process.IsInUse))
            .ShouldBe([("new", false), ("other", true), ("web", false)]);
    }

    [Fact]
    public void Several_who_read_at_once_each_get_an_answer_that_sees_what_was_written_before_they_asked()
    {
        using var scene = new ControlScene(Program("web"));
        scene.HoldsLoads = true;
        var first = scene.Ask(new Request.ReadConfiguration());
        var second = scene.Ask(new Request.ReadConfiguration());
        var plan = scene.Ask(new Request.Reload(Applies: false, []));
        scene.Send(SignalNumber.Hangup);
        scene.Daemon.LoadsUnderWay.ShouldBe(1);
        scene.WriteFiles(Program("web") + Program("new"));
        scene.HoldsLoads = false;
        scene.Settle();
        Compared(first).Added.ShouldBe(["new"]);
        Compared(second).Added.ShouldBe(["new"]);
        plan.Reply.ShouldBeOfType<Reply.ChangesPlanned>();
        scene.StateOf("new").ShouldBe(ProcessState.Starting);
    }

    private static (IEnumerable<string> Added, IEnumerable<string> Changed, IEnumerable<string> Removed) Compared(Question question)
    {
        var compared = question.Reply.ShouldBeOfType<Reply.GroupsCompared>();
        return (compared.Added, compared.Changed, compared.Removed);
    }
}
