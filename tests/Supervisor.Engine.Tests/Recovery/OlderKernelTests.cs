using Supervisor.Engine.Kernel;
using Supervisor.Engine.Loop;
using Supervisor.Engine.Recovery;
using Supervisor.Engine.Slots;
using Supervisor.Engine.States;
using Supervisor.Engine.Tests.Control;
using Supervisor.Engine.Tests.Journal;
using Supervisor.Engine.Time;
using Supervisor.Posix;
using Supervisor.TestKit;

namespace Supervisor.Engine.Tests.Recovery;

/// <summary>Real processes that are not held by a pidfd, or whose pidfd tells less: they are adopted, signalled and missed all the same.</summary>
public sealed class OlderKernelTests : IDisposable
{
    private static readonly PidfdFeatures NoPidfds = new(CanOpen: false);
    private static readonly PidfdFeatures NoExits = new(TellsExit: false);
    private static readonly PidfdFeatures NoGroups = new(ReachesGroups: false);

    private readonly ManualClock _time = new();
    private readonly TimerQueue _timers = new();
    private readonly LoopDescriptors _descriptors = new();
    private readonly List<ChildExit> _ends = [];
    private readonly TestChild _child = TestChild.Start("exec sleep 1000");

    private MonotonicClock Clock => new(_time);

    private ProcessIdentity Identity => ProcessIdentity.Of(_child.ProcessId).ShouldNotBeNull();

    [Fact]
    public void Without_pidfds_an_end_is_found_at_the_next_look_with_its_status_as_long_as_nobody_has_reaped_it()
    {
        using var adopted = Adopt(NoPidfds);
        Look();
        _ends.ShouldBeEmpty();
        adopted.Signal(SignalNumber.Terminate, toGroup: false).ShouldBe(0);
        _child.WaitUntilEnded();
        _ends.ShouldBeEmpty();
        Look();
        _ends.ShouldBe([new ChildExit(_child.ProcessId, null, SignalNumber.Terminate, false)]);
        _timers.NextDue.ShouldBeNull();
    }

    [Fact]
    public void Without_pidfds_one_that_others_have_reaped_ended_in_an_unknown_way()
    {
        using var adopted = Adopt(NoPidfds);
        EndAndReap();
        adopted.Signal(SignalNumber.Terminate, toGroup: false).ShouldBe(Errno.ESRCH);
        Look();
        _ends.ShouldBe([ChildExit.Unknown(_child.ProcessId)]);
    }

    [Fact]
    public void Without_pidfds_a_pid_that_means_another_process_by_now_is_neither_held_nor_signalled()
    {
        var other = Identity with { StartTime = 1 };
        new LinuxKernel(NoPidfds).HoldProcess(other).ShouldBeNull();
        using var process = new ForeignProcess(other, null);
        process.IsGone.ShouldBeTrue();
        process.Exit.ShouldBeNull();
        process.Signal(SignalNumber.Kill, toGroup: false).ShouldBe(Errno.ESRCH);
        process.Signal(SignalNumber.Kill, toGroup: true).ShouldBe(Errno.ESRCH);
        Identity.IsPresent.ShouldBeTrue();
        ProcessStat.TryRead(_child.ProcessId, out var stat).ShouldBeTrue();
        stat.HasEnded.ShouldBeFalse();
    }

    [Fact]
    public void Without_pidfds_no_group_can_be_held_after_its_leader_and_it_is_reached_by_number_before()
    {
        AskGroup(NoPidfds);
    }

    [Fact]
    public void Where_pidfds_reach_no_group_it_is_reached_by_number()
    {
        AskGroup(NoGroups);
    }

    [Fact]
    public void Where_exits_are_not_told_the_end_is_noticed_by_the_pidfd_and_its_status_unknown_once_it_has_been_reaped()
    {
        using var adopted = Adopt(NoExits);
        _timers.NextDue.ShouldBeNull();
        EndAndReap();
        _descriptors.Wait(30_000);
        _ends.ShouldBe([ChildExit.Unknown(_child.ProcessId)]);
    }

    public void Dispose()
    {
        _child.Dispose();
        _descriptors.Dispose();
    }

    private void AskGroup(PidfdFeatures features)
    {
        var kernel = new LinuxKernel(features);
        using var process = kernel.HoldProcess(Identity).ShouldNotBeNull();
        process.Signal(SignalNumber.Terminate, toGroup: true).ShouldBe(0);
        _child.WaitUntilEnded();
        kernel.HoldGroup(_child.ProcessId).ShouldBeNull();
        _child.Reap().Signal.ShouldBe(SignalNumber.Terminate);
    }

    private void EndAndReap()
    {
        ProcessSignals.Send(_child.ProcessId, SignalNumber.Terminate).ShouldBe(0);
        _child.Reap();
    }

    /// <summary>A second passes.</summary>
    private void Look()
    {
        _timers.NextDue.ShouldBe(Clock.Now + TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        _timers.FireDue(Clock.Now);
    }

    private AdoptedProcess Adopt(PidfdFeatures features)
    {
        var process = new LinuxKernel(features).HoldProcess(Identity).ShouldNotBeNull();
        var slot = new SlotScene().Slot(_child.ProcessId);
        AdoptedProcess adopted = null!;
        adopted = new AdoptedProcess(slot, process, new AdoptionParts(_descriptors, _timers, Clock, Ended));
        adopted.Watch();
        return adopted;

        void Ended(ProcessSlot ended, ChildExit exit)
        {
            _ends.Add(exit);
            adopted.Dispose();
        }
    }
}
