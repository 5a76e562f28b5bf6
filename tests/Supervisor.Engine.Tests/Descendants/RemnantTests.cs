using Supervisor.Engine.Tests.Control;
using Supervisor.Posix;
using Supervisor.Protocol.Processes;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;
using static Supervisor.Engine.Tests.Control.TextConfiguration;

namespace Supervisor.Engine.Tests.Descendants;

/// <summary>What is left of programs: told, or ended where their scope is the tree.</summary>
public sealed class RemnantTests
{
    private const int Orphan = 500;
    private const int Child = 501;
    private const string Tree = "stop_scope = 'tree'";
    private readonly ScriptedProcesses _processes = new();

    [Fact]
    public void A_stop_is_told_when_what_the_main_process_left_has_been_ended_with_SIGTERM()
    {
        using var scene = Scene(Tree);
        AddTo(scene, Orphan);
        var stop = scene.Stop("web");
        stop.IsAnswered.ShouldBeFalse();
        scene.StateOf("web").ShouldBe(ProcessState.Stopping);
        _processes.Signals.ShouldBe(["SIGTERM 500"]);
        scene.Pass(TimeSpan.FromSeconds(0.2));
        stop.Outcome.ShouldBe("web Success");
        scene.Kernel.Signals.ShouldBe(["SIGTERM web"]);
        scene.Daemon.Lines.ShouldContain("ending pid 500 (command 500), left behind by 'web', with SIGTERM");
    }

    [Fact]
    public void Where_nothing_is_left_a_stop_is_told_at_once_and_nothing_is_searched()
    {
        _processes.HoldsSearches = true;
        using var scene = Scene(Tree);
        scene.Stop("web").Outcome.ShouldBe("web Success");
    }

    [Fact]
    public void What_is_made_by_what_is_ended_is_ended_too()
    {
        using var scene = Scene(Tree);
        var main = AddTo(scene, Orphan, isStubborn: true);
        scene.Stop("web", waits: false);
        _processes.Add(Child, main);
        _processes.Remove(Orphan);
        scene.Pass(TimeSpan.FromSeconds(0.2));
        scene.StateOf("web").ShouldBe(ProcessState.Stopping);
        _processes.Signals.ShouldBe(["SIGTERM 500", "SIGTERM 501"]);
        scene.Pass(TimeSpan.FromSeconds(0.2));
        scene.StateOf("web").ShouldBe(ProcessState.Stopped);
    }

    [Fact]
    public void What_takes_no_notice_gets_SIGKILL_when_stopwaitsecs_are_over()
    {
        using var scene = Scene(Tree + "\nstopwaitsecs = 5");
        AddTo(scene, Orphan, isStubborn: true);
        scene.Stop("web", waits: false);
        scene.Pass(TimeSpan.FromSeconds(4.9));
        _processes.Signals.ShouldBe(["SIGTERM 500"]);
        scene.Pass(TimeSpan.FromSeconds(0.4));
        _processes.Signals.ShouldBe(["SIGTERM 500", "SIGKILL 500"]);
        scene.StateOf("web").ShouldBe(ProcessState.Stopped);
        scene.Daemon.Lines.ShouldContain(line => line.StartsWith("killing 'web' (what is left of the tree of ", StringComparison.Ordinal));
    }

    [Fact]
    public void When_the_main_process_has_to_be_killed_its_tree_is_killed_with_it()
    {
        using var scene = Scene(Tree + "\nstopwaitsecs = 5");
        scene.Kernel.Stubborn.Add("web");
        AddTo(scene, Orphan, isStubborn: true);
        scene.Stop("web", waits: false);
        scene.Pass(TimeSpan.FromSeconds(5.3));
        scene.Kernel.Signals.ShouldBe(["SIGTERM web", "SIGKILL web"]);
        _processes.Signals.ShouldBe(["SIGKILL 500"]);
        scene.StateOf("web").ShouldBe(ProcessState.Stopped);
    }

    [Fact]
    public void A_program_that_died_is_started_again_when_what_it_left_has_been_ended()
    {
        using var scene = Scene(Tree);
        AddTo(scene, Orphan, isStubborn: true);
        scene.Die("web", SignalNumber.Kill);
        scene.Pass(TimeSpan.FromSeconds(1));
        scene.StateOf("web").ShouldBe(ProcessState.Starting);
        scene.Spawners.Spawned.Count.ShouldBe(1);
        _processes.Remove(Orphan);
        scene.Pass(TimeSpan.FromSeconds(2));
        scene.Spawners.Spawned.Count.ShouldBe(2);
        scene.StateOf("web").ShouldBe(ProcessState.Running);
    }

    [Fact]
    public void Where_it_does_not_end_the_start_fails_after_SIGTERM_and_SIGKILL()
    {
        using var scene = Scene(Tree + "\nstopwaitsecs = 2\nstartretries = 0");
        // Nothing ends it.
        AddTo(scene, Orphan, isStubborn: true);
        scene.Kernel.Held = _ => new Immortal();
        scene.Die("web", SignalNumber.Kill);
        scene.Pass(TimeSpan.FromSeconds(3.9));
        scene.StateOf("web").ShouldBe(ProcessState.Starting);
        scene.Pass(TimeSpan.FromSeconds(0.2));
        scene.StateOf("web").ShouldBe(ProcessState.Fatal);
        scene.Describe("web").SpawnError.ShouldBe("what its last run left behind does not end");
        scene.Spawners.Spawned.Count.ShouldBe(1);
    }

    [Fact]
    public void Stopped_before_that_is_over_it_is_STOPPED_when_nothing_is_left()
    {
        using var scene = Scene(Tree + "\nstopwaitsecs = 5");
        AddTo(scene, Orphan, isStubborn: true);
        scene.Die("web", SignalNumber.Kill);
        scene.Pass(TimeSpan.Zero);
        scene.StateOf("web").ShouldBe(ProcessState.Starting);
        var stop = scene.Stop("web");
        stop.IsAnswered.ShouldBeFalse();
        scene.Pass(TimeSpan.FromSeconds(6));
        stop.Outcome.ShouldBe("web Success");
        _processes.Signals.ShouldBe(["SIGTERM 500", "SIGKILL 500"]);
        scene.StateOf("web").ShouldBe(ProcessState.Stopped);
        scene.Spawners.Spawned.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("stop_scope = 'group'")]
    public void With_a_shorter_scope_what_is_left_is_told_after_a_stop_and_lives(string scope)
    {
        using var scene = Scene(scope);
        AddTo(scene, Orphan);
        scene.Stop("web").Outcome.ShouldBe("web Success");
        scene.Pass(TimeSpan.Zero);
        scene
            .Daemon.Lines.Where(line => line.Contains("is left of", StringComparison.Ordinal))
            .ShouldBe(["pid 500 (command 500) is left of 'web' after its stop (known by group); stop_scope = \"tree\" would end it"]);
        _processes.Has(Orphan).ShouldBeTrue();
        _processes.Signals.ShouldBeEmpty();
    }

    [Fact]
    public void What_a_program_left_that_is_stopped_before_its_restart_is_told()
    {
        using var scene = Scene(Tree + "\nrestart_delay = 60");
        AddTo(scene, Orphan);
        scene.Die("web", SignalNumber.Kill);
        scene.Stop("web");
        scene.StateOf("web").ShouldBe(ProcessState.Stopped);
        scene.Pass(TimeSpan.Zero);
        scene.Daemon.Lines.ShouldContain("pid 500 (command 500) is left of 'web' after its stop (known by group); the next start ends it");
    }

    [Fact]
    public void What_another_run_has_made_meanwhile_is_not_told()
    {
        using var scene = Scene("");
        var main = AddTo(scene, Orphan);
        _processes.HoldsSearches = true;
        scene.Stop("web");
        scene.Pass(TimeSpan.Zero);
        _processes.Now++;
        _processes.Add(Child, main, parent: Orphan);
        _processes.HoldsSearches = false;
        scene.Settle();
        scene.Daemon.Lines.Count(line => line.Contains("is left of", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public void The_daemon_does_not_end_before_it_has_told_what_is_left_unless_the_search_hangs()
    {
        using var scene = Scene("");
        AddTo(scene, Orphan);
        _processes.HoldsSearches = true;
        scene.Send(SignalNumber.Terminate);
        scene.Pass(TimeSpan.FromSeconds(0.9));
        scene.Engine.IsOver.ShouldBeFalse();
        scene.Pass(TimeSpan.FromSeconds(0.2));
        scene.Engine.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void The_tree_of_a_program_is_its_main_process_and_all_others()
    {
        using var scene = Scene("");
        var main = AddTo(scene, Orphan);
        _processes.Add(Child, Child, parent: Orphan);
        _processes.Now += 250;
        var tree = Trees(scene.Ask(new Request.ListTrees(ProcessSelector.Parse("web")))).ShouldHaveSingleItem();
        tree.Name.ShouldBe(new ProcessName("web", "web"));
        tree.Processes.Select(process => (process.ProcessId, process.ParentId, process.Source))
            .ShouldBe([
                (main, ScriptedProcesses.Daemon, MembershipSource.MainProcess),
                (Orphan, ScriptedProcesses.Daemon, MembershipSource.ProcessGroup),
                (Child, Orphan, MembershipSource.Ancestry),
            ]);
        tree.Processes[1]
            .ShouldBe(new ProgramProcess(Orphan, ScriptedProcesses.Daemon, "S", 2500, "command 500", MembershipSource.ProcessGroup));
    }

    [Fact]
    public void Trees_of_several_programs_are_looked_for_at_once()
    {
        using var scene = new ControlScene(Program("b") + Program("a") + Program("off", "autostart = false"), processes: _processes);
        Trees(scene.Ask(new Request.ListTrees(ProcessSelector.All)))
            .Select(tree => (tree.Name.Name, tree.Processes.Length))
            .ShouldBe([("a", 1), ("b", 1), ("off", 0)]);
        scene.Ask(new Request.ListTrees(ProcessSelector.Parse("gone"))).Reply.ShouldBe(new Reply.Refused(ControlResult.BadName, "gone"));
    }

    [Fact]
    public void Where_nothing_can_be_known_of_processes_that_is_the_answer()
    {
        using var scene = new ControlScene(Program("web", Tree));
        scene
            .Ask(new Request.ListTrees(ProcessSelector.Parse("web")))
            .Reply.ShouldBe(new Reply.Refused(ControlResult.Failed, "the processes of programs cannot be looked for here"));
        scene.Stop("web").Outcome.ShouldBe("web Success");
    }

    private static System.Collections.Immutable.ImmutableArray<ProcessTree> Trees(Question question) =>
        question.Reply.ShouldBeOfType<Reply.TreesListed>().Trees;

    private ControlScene Scene(string lines) => new(Program("web", lines), processes: _processes);

    /// <summary>An orphan of the program's process group; gives the main process.</summary>
    private int AddTo(ControlScene scene, int orphan, bool isStubborn = false)
    {
        var main = scene.Describe("web").ProcessId;
        _processes.Add(orphan, main, isStubborn: isStubborn);
        return main;
    }

    private sealed class Immortal : Engine.Kernel.IForeignProcess
    {
        public int? Descriptor => null;

        public ChildExit? Exit => null;

        public bool IsGone => false;

        public int Signal(SignalNumber signal, bool toGroup) => 0;

        public void Dispose() { }
    }
}
