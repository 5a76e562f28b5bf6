using Supervisor.Engine.Slots;
using Supervisor.Engine.Tests.Control;
using Supervisor.Posix;
using static Supervisor.Engine.Tests.Control.TextConfiguration;

namespace Supervisor.Engine.Tests.Recovery;

/// <summary>A start that an earlier master has begun, whose child has not executed its command.</summary>
public sealed class HalfMadeChildTests : IDisposable
{
    private readonly ControlScene _scene = new(Program("web", "autostart = false\nstartretries = 0\n"));
    private readonly int _child;

    public HalfMadeChildTests()
    {
        _scene.Spawners.Hanging.Add("web");
        _scene.Start("web", waits: false);
        _child = _scene.Kernel.Start("web");
        _scene.Kernel.HalfMade.Add(_child);
        Slot.Request!.Published.Publish(_child);
        _scene.Parts.Driver.HalfMade!.Restore(Slot, new ProcessIdentity(_child, 1));
    }

    private ProcessSlot Slot => _scene.Slot("web");

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void It_is_STARTING_with_its_pid_until_it_is_a_program_and_then_startsecs_count()
    {
        _scene.Pass(TimeSpan.FromMinutes(5));
        Shown().ShouldBe((ProcessState.Starting, _child));
        _scene.Daemon.Lines.Count(line => line.Contains($"child {_child} hangs in chdir or exec", StringComparison.Ordinal)).ShouldBe(1);
        _scene.Kernel.HalfMade.Clear();
        _scene.Pass(TimeSpan.FromSeconds(1));
        Shown().ShouldBe((ProcessState.Starting, _child));
        Slot.HalfMade.ShouldBeNull();
        _scene.Daemon.Lines.ShouldContain(line => line.Contains("the start of web hangs no longer", StringComparison.Ordinal));
        _scene.Pass(TimeSpan.FromSeconds(1));
        Shown().ShouldBe((ProcessState.Running, _child));
    }

    [Fact]
    public void One_that_hangs_no_longer_than_usual_is_not_told_of()
    {
        _scene.Pass(TimeSpan.FromMilliseconds(100));
        _scene.Kernel.HalfMade.Clear();
        _scene.Pass(TimeSpan.FromSeconds(3));
        Shown().ShouldBe((ProcessState.Running, _child));
        _scene.Daemon.Lines.ShouldNotContain(line => line.Contains("hang", StringComparison.Ordinal));
    }

    [Fact]
    public void It_is_stopped_by_its_pid()
    {
        _scene.Stop("web").Outcome.ShouldBe("web Success");
        _scene.Kernel.Signals.ShouldBe(["SIGTERM web"]);
        Shown().ShouldBe((ProcessState.Stopped, 0));
        _scene.Pass(TimeSpan.FromSeconds(5));
        Shown().ShouldBe((ProcessState.Stopped, 0));
    }

    [Fact]
    public void One_that_cannot_execute_its_command_is_a_failed_start()
    {
        _scene.Kernel.End(_child, 127, null);
        _scene.Settle();
        _scene.Describe("web").SpawnError.ShouldContain("its command could not be executed");
        _scene.Pass(TimeSpan.FromSeconds(1));
        Shown().ShouldBe((ProcessState.Fatal, 0));
    }

    [Fact]
    public void One_that_is_killed_before_says_so()
    {
        _scene.Kernel.End(_child, null, SignalNumber.Kill);
        _scene.Settle();
        _scene.Describe("web").SpawnError.ShouldContain("SIGKILL before it executed its command");
    }

    /// <summary>No look came between.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(127)]
    public void One_that_became_a_program_and_ended_at_once_has_exited(int status)
    {
        _scene.Kernel.HalfMade.Clear();
        _scene.Kernel.End(_child, status, null);
        _scene.Settle();
        _scene.Describe("web").SpawnError.ShouldContain("Exited too quickly");
        _scene.Describe("web").LastExit.ShouldContain($"{status}");
    }

    /// <summary>Nothing but its status is left of it.</summary>
    [Theory]
    [InlineData(127, "could not be executed")]
    [InlineData(3, "Exited too quickly")]
    public void Of_one_that_somebody_else_has_reaped_the_status_decides(int status, string error)
    {
        _scene.Kernel.End(_child, status, null);
        _scene.Kernel.Reap(_child);
        _scene.Parts.Harvest.TakeReaped(Slot, new ChildExit(_child, status, null, false));
        _scene.Describe("web").SpawnError.ShouldContain(error);
    }

    private (ProcessState State, int ProcessId) Shown() => (_scene.Describe("web").State, _scene.Describe("web").ProcessId);
}
