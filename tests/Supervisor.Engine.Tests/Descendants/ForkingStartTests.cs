using Supervisor.Engine.Tests.Control;
using Supervisor.Posix;
using Supervisor.Protocol.Processes;
using static Supervisor.Engine.Tests.Control.TextConfiguration;

namespace Supervisor.Engine.Tests.Descendants;

/// <summary>Programs that fork themselves, from their launching process on.</summary>
public sealed class ForkingStartTests
{
    private const int Daemon = 500;
    private const int Worker = 501;
    private const int Launcher = 400;
    private const string WithFile = "type = 'forking'\npidfile = '/run/web.pid'\nautostart = false\n";
    private const string WithoutFile = "type = 'forking'\nautostart = false\n";
    private readonly ScriptedProcesses _processes = new();

    [Fact]
    public void It_is_STARTING_until_the_launching_process_has_exited_and_then_startsecs_count()
    {
        using var scene = Scene(WithFile + "startsecs = 2");
        var start = scene.Start("web");
        scene.StateOf("web").ShouldBe(ProcessState.Starting);
        scene.Describe("web").ProcessId.ShouldBe(0);
        scene.Pass(TimeSpan.FromSeconds(10));
        scene.StateOf("web").ShouldBe(ProcessState.Starting);
        Launch(scene, Daemon);
        scene.Describe("web").ProcessId.ShouldBe(Daemon);
        scene.StateOf("web").ShouldBe(ProcessState.Starting);
        scene.Pass(TimeSpan.FromSeconds(1.9));
        start.IsAnswered.ShouldBeFalse();
        scene.Pass(TimeSpan.FromSeconds(0.1));
        start.Outcome.ShouldBe("web Success");
        scene.Daemon.Lines.ShouldContain("web: the main process is pid 500 (command 500): its pidfile names it");
    }

    [Fact]
    public void The_pid_file_may_be_written_after_the_launching_process_has_exited()
    {
        using var scene = Scene(WithFile);
        scene.Start("web", waits: false);
        _processes.Add(Daemon, Daemon);
        _processes.PidFiles["/run/web.pid"] = 77;
        EndLauncher(scene, 0);
        scene.Pass(TimeSpan.FromSeconds(5));
        scene.StateOf("web").ShouldBe(ProcessState.Starting);
        _processes.PidFiles["/run/web.pid"] = Daemon;
        scene.Pass(TimeSpan.FromSeconds(2));
        scene.StateOf("web").ShouldBe(ProcessState.Running);
        scene.Describe("web").ProcessId.ShouldBe(Daemon);
    }

    [Fact]
    public void Without_one_the_only_child_that_is_left_is_the_main_process_once_it_is_so_twice()
    {
        using var scene = Scene(WithoutFile);
        scene.Start("web", waits: false);
        _processes.Add(Daemon, Daemon);
        _processes.Add(Worker, Worker, parent: Daemon);
        EndLauncher(scene, 0);
        scene.Describe("web").ProcessId.ShouldBe(0);
        scene.Pass(TimeSpan.FromSeconds(0.1));
        scene.Describe("web").ProcessId.ShouldBe(Daemon);
        scene.Daemon.Lines.ShouldContain("web: the main process is pid 500 (command 500): nothing else is left");
    }

    [Fact]
    public void A_process_on_its_way_through_two_forks_is_not_taken_for_it()
    {
        using var scene = Scene(WithoutFile);
        scene.Start("web", waits: false);
        _processes.Add(Worker, Worker);
        EndLauncher(scene, 0);
        _processes.Remove(Worker);
        _processes.Add(Daemon, Daemon);
        scene.Pass(TimeSpan.FromSeconds(0.5));
        scene.Describe("web").ProcessId.ShouldBe(Daemon);
    }

    [Fact]
    public void Several_are_refused_and_ended()
    {
        using var scene = Scene(WithoutFile + "startretries = 0");
        scene.Start("web", waits: false);
        _processes.Add(Daemon, Daemon);
        _processes.Add(Worker, Worker);
        EndLauncher(scene, 0);
        scene.Pass(TimeSpan.FromSeconds(1));
        scene.StateOf("web").ShouldBe(ProcessState.Fatal);
        scene
            .Describe("web")
            .SpawnError.ShouldBe(
                "the launching process has left 2 processes (pid 500 (command 500), pid 501 (command 501)): "
                    + "which is the main one has to be said by a pidfile"
            );
        _processes.Signals.ShouldBe(["SIGTERM 500", "SIGTERM 501"]);
    }

    /// <summary>The table of processes is read while they come and go: in one look neither a parent nor its child may be there.</summary>
    [Theory]
    [InlineData(WithFile)]
    [InlineData(WithoutFile)]
    public void One_look_that_finds_nothing_proves_nothing(string lines)
    {
        using var scene = Scene(lines);
        scene.Start("web", waits: false);
        EndLauncher(scene, 0);
        _processes.Add(Daemon, Daemon);
        _processes.PidFiles["/run/web.pid"] = Daemon;
        scene.Pass(TimeSpan.FromSeconds(2));
        scene.StateOf("web").ShouldBe(ProcessState.Running);
        scene.Describe("web").ProcessId.ShouldBe(Daemon);
    }

    [Theory]
    [InlineData(WithFile)]
    [InlineData(WithoutFile)]
    public void Where_nothing_is_left_the_start_has_failed_once_it_is_so_twice(string lines)
    {
        using var scene = Scene(lines);
        scene.Start("web", waits: false);
        EndLauncher(scene, 0);
        scene.StateOf("web").ShouldBe(ProcessState.Starting);
        scene.Pass(TimeSpan.FromSeconds(0.1));
        scene.StateOf("web").ShouldBe(ProcessState.Backoff);
        scene.Describe("web").SpawnError.ShouldBe("the launching process has exited and left no process behind");
    }

    [Fact]
    public void A_launching_process_that_fails_is_a_failed_start_and_what_it_made_is_ended()
    {
        using var scene = Scene(WithFile);
        scene.Start("web", waits: false);
        _processes.Add(Daemon, Daemon);
        EndLauncher(scene, 3);
        _processes.Signals.ShouldBe(["SIGTERM 500"]);
        scene.StateOf("web").ShouldBe(ProcessState.Starting);
        scene.Pass(TimeSpan.FromSeconds(0.3));
        scene.StateOf("web").ShouldBe(ProcessState.Backoff);
        scene.Describe("web").SpawnError.ShouldBe("the launching process exited with status 3");
    }

    [Fact]
    public void A_launching_process_that_takes_too_long_is_killed()
    {
        using var scene = Scene(WithFile + "start_timeout = 5\nstartretries = 0");
        scene.Start("web", waits: false);
        scene.Pass(TimeSpan.FromSeconds(4.9));
        scene.Kernel.Signals.ShouldBeEmpty();
        scene.Pass(TimeSpan.FromSeconds(0.2));
        scene.Kernel.Signals.ShouldBe(["SIGKILL web"]);
        scene.StateOf("web").ShouldBe(ProcessState.Fatal);
        scene.Describe("web").SpawnError.ShouldBe("the launching process has not exited within 5 s (start_timeout)");
    }

    [Fact]
    public void A_pid_file_that_names_no_process_of_the_program_fails_the_start_when_the_time_is_over()
    {
        using var scene = Scene(WithFile + "start_timeout = 5\nstartretries = 0");
        scene.Start("web", waits: false);
        _processes.Add(Daemon, Daemon);
        _processes.PidFiles["/run/web.pid"] = ScriptedProcesses.Daemon;
        EndLauncher(scene, 0);
        scene.Pass(TimeSpan.FromSeconds(5.5));
        scene.StateOf("web").ShouldBe(ProcessState.Fatal);
        scene.Describe("web").SpawnError.ShouldBe("/run/web.pid has not named a process of this program within 5 s (start_timeout)");
        _processes.Signals.ShouldBe(["SIGTERM 500"]);
    }

    [Fact]
    public void The_main_process_is_stopped_and_its_end_is_that_of_the_program()
    {
        using var scene = Scene(WithFile);
        scene.Start("web", waits: false);
        Launch(scene, Daemon);
        scene.Pass(TimeSpan.FromSeconds(2));
        scene.StateOf("web").ShouldBe(ProcessState.Running);
        scene.Exit("web", 4);
        scene.Describe("web").LastExit.ShouldBe("exit status 4");
        scene.Pass(TimeSpan.Zero);
        scene.StateOf("web").ShouldBe(ProcessState.Starting);
        Launch(scene, Worker);
        scene.Pass(TimeSpan.FromSeconds(2));
        scene.Stop("web").Outcome.ShouldBe("web Success");
        scene.Kernel.Signals.ShouldBe(["SIGTERM daemon"]);
    }

    [Fact]
    public void A_stop_while_it_launches_ends_the_launching_process_and_what_it_made()
    {
        using var scene = Scene(WithFile);
        scene.Start("web", waits: false);
        _processes.Add(Daemon, Daemon);
        var stop = scene.Stop("web");
        scene.Pass(TimeSpan.FromSeconds(0.3));
        stop.Outcome.ShouldBe("web Success");
        scene.Kernel.Signals.ShouldBe(["SIGTERM web"]);
        _processes.Signals.ShouldBe(["SIGTERM 500"]);
    }

    [Fact]
    public void A_stop_before_the_main_process_is_known_ends_what_there_is()
    {
        using var scene = Scene(WithFile + "stopwaitsecs = 3");
        scene.Start("web", waits: false);
        _processes.Add(Daemon, Daemon, isStubborn: true);
        EndLauncher(scene, 0);
        var stop = scene.Stop("web");
        scene.Pass(TimeSpan.FromSeconds(2.9));
        stop.IsAnswered.ShouldBeFalse();
        scene.Pass(TimeSpan.FromSeconds(0.5));
        stop.Outcome.ShouldBe("web Success");
        _processes.Signals.ShouldBe(["SIGTERM 500", "SIGKILL 500"]);
    }

    [Fact]
    public void A_stop_that_the_launching_process_answers_with_success_starts_nothing()
    {
        using var scene = Scene(WithFile);
        scene.Kernel.Stubborn.Add("web");
        scene.Start("web", waits: false);
        _processes.Add(Daemon, Daemon);
        _processes.PidFiles["/run/web.pid"] = Daemon;
        var stop = scene.Stop("web");
        EndLauncher(scene, 0);
        scene.Pass(TimeSpan.FromSeconds(0.3));
        stop.Outcome.ShouldBe("web Success");
        _processes.Signals.ShouldBe(["SIGTERM 500"]);
    }

    /// <summary>Another master has begun it; the launching process is gone, and what it has left fell to pid 1.</summary>
    [Theory]
    [InlineData(WithFile)]
    [InlineData(WithoutFile)]
    public void A_start_that_another_master_has_begun_finds_its_main_process_in_the_group_of_the_launching_one(string lines)
    {
        using var scene = Scene(lines);
        _processes.Add(Daemon, Launcher, parent: 1);
        _processes.Add(Worker, Launcher, parent: Daemon);
        _processes.PidFiles["/run/web.pid"] = Daemon;
        Resume(scene);
        scene.Pass(TimeSpan.FromSeconds(0.3));
        scene.Describe("web").ProcessId.ShouldBe(Daemon);
        scene.Stop("web", waits: false);
        _processes.Signals[0].ShouldBe("SIGTERM 500");
    }

    [Fact]
    public void Such_a_start_waits_for_the_pid_file_and_says_in_the_end_that_something_may_run()
    {
        using var scene = Scene(WithFile + "start_timeout = 30");
        Resume(scene);
        scene.Pass(TimeSpan.FromSeconds(29));
        scene.StateOf("web").ShouldBe(ProcessState.Starting);
        scene.Pass(TimeSpan.FromSeconds(1.5));
        scene.StateOf("web").ShouldBe(ProcessState.Backoff);
        scene.Describe("web").SpawnError.ShouldStartWith("/run/web.pid has not named a process of this program within 30 s");
        scene.Describe("web").SpawnError.ShouldEndWith("bears no mark of this program is not known, and may run");
    }

    [Fact]
    public void Without_a_pid_file_it_says_so_at_once()
    {
        using var scene = Scene(WithoutFile);
        Resume(scene);
        scene.Pass(TimeSpan.FromSeconds(0.1));
        scene.StateOf("web").ShouldBe(ProcessState.Backoff);
        scene.Describe("web").SpawnError.ShouldStartWith("the launching process has exited and left no process behind; supervisord died");
    }

    private static void Resume(ControlScene scene)
    {
        scene.Spawners.Hanging.Add("web");
        scene.Start("web", waits: false);
        var forking = scene.Parts.Driver.Forking!;
        forking.Restore(scene.Slot("web"), launcher: 0, former: Launcher);
        forking.LauncherEnded(scene.Slot("web"), ChildExit.Unknown(Launcher));
        scene.Settle();
    }

    private ControlScene Scene(string lines) => new(Program("web", lines), processes: _processes);

    /// <summary>The launching process forks the main one, which names itself, and exits.</summary>
    private void Launch(ControlScene scene, int main)
    {
        scene.Kernel.Adopt(main, "daemon");
        _processes.Add(main, main);
        _processes.PidFiles["/run/web.pid"] = main;
        EndLauncher(scene, 0);
        // From now on it is a child like others.
        _processes.Remove(main);
    }

    private static void EndLauncher(ControlScene scene, int status)
    {
        scene.Kernel.End(scene.Spawners.Requests["web"].Published.Value, status, null);
        scene.Settle();
    }
}
