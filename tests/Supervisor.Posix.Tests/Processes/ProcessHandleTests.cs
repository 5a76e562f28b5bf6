using Supervisor.TestKit;

namespace Supervisor.Posix.Tests.Processes;

public sealed class ProcessHandleTests
{
    [Fact]
    public void A_signal_reaches_the_process_that_was_meant_and_its_end_shows()
    {
        using var child = TestChild.Start("exec sleep 1000");
        using var handle = ProcessHandle.TryOpen(ProcessIdentity.Of(child.ProcessId).ShouldNotBeNull()).ShouldNotBeNull();
        handle.Exit.ShouldBeNull();
        handle.Send(SignalNumber.Terminate).ShouldBe(0);
        child.WaitUntilEnded();
        handle.IsGone.ShouldBeFalse();
        child.Reap().Signal.ShouldBe(SignalNumber.Terminate);
        handle.IsGone.ShouldBeTrue();
        handle.Send(SignalNumber.Terminate).ShouldBe(Errno.ESRCH);
    }

    [Fact]
    public void A_pid_that_means_another_process_by_now_is_not_taken()
    {
        using var child = TestChild.Start("exec sleep 1000");
        var other = ProcessIdentity.Of(child.ProcessId).ShouldNotBeNull() with { StartTime = 1 };
        ProcessHandle.TryOpen(other).ShouldBeNull();
    }

    [Fact]
    public void What_another_process_has_open_can_be_copied()
    {
        using var child = TestChild.Start("exec 7</etc/passwd; exec sleep 1000");
        using var handle = ProcessHandle.TryOpen(ProcessIdentity.Of(child.ProcessId).ShouldNotBeNull()).ShouldNotBeNull();
        Descriptor? copy = null;
        SpinWait.SpinUntil(() => handle.CopyDescriptor(7, out copy) == 0, TimeSpan.FromSeconds(30)).ShouldBeTrue();
        File.ResolveLinkTarget($"/proc/self/fd/{copy!.Number}", false)!.FullName.ShouldBe("/etc/passwd");
        copy.Dispose();
        handle.CopyDescriptor(9, out copy).ShouldBe(Errno.EBADF);
        copy.ShouldBeNull();
    }

    [Fact]
    public void A_process_that_has_been_reaped_is_gone()
    {
        using var child = TestChild.Start("exit 0");
        child.WaitUntilEnded();
        var identity = ProcessIdentity.Of(child.ProcessId).ShouldNotBeNull();
        child.Reap();
        ProcessHandle.TryOpen(identity).ShouldBeNull();
    }

    [SkippableFact]
    public void A_process_that_has_been_reaped_tells_how_it_ended()
    {
        using var child = TestChild.Start("exec sleep 1000");
        using var handle = Open(child, PidfdFeatures.All).ShouldNotBeNull();
        EndAndReap(child);
        Skip.If(handle.Exit is null, "the kernel does not tell it (before Linux 6.15)");
        handle.Exit.ShouldBe(new ChildExit(child.ProcessId, null, SignalNumber.Terminate, false));
    }

    [Fact]
    public void Without_pidfds_nothing_can_be_held()
    {
        using var child = TestChild.Start("exec sleep 1000");
        Open(child, new PidfdFeatures(CanOpen: false)).ShouldBeNull();
    }

    [Fact]
    public void A_kernel_that_tells_no_exits_shows_that_of_a_zombie_and_not_that_of_a_reaped_process()
    {
        using var child = TestChild.Start("exec sleep 1000");
        using var handle = Open(child, new PidfdFeatures(TellsExit: false)).ShouldNotBeNull();
        handle.Send(SignalNumber.Terminate).ShouldBe(0);
        child.WaitUntilEnded();
        handle.Exit.ShouldBe(new ChildExit(child.ProcessId, null, SignalNumber.Terminate, false));
        child.Reap();
        handle.Exit.ShouldBeNull();
        handle.IsGone.ShouldBeTrue();
    }

    [Fact]
    public void A_kernel_whose_pidfds_reach_no_group_says_so_and_signals_nobody()
    {
        using var child = TestChild.Start("exec sleep 1000");
        using var handle = Open(child, new PidfdFeatures(ReachesGroups: false)).ShouldNotBeNull();
        handle.SendToGroup(SignalNumber.Kill).ShouldBe(Errno.EINVAL);
        handle.Send(SignalNumber.Terminate).ShouldBe(0);
        child.Reap().Signal.ShouldBe(SignalNumber.Terminate);
    }

    [Fact]
    public void The_status_of_a_zombie_is_told_where_it_is_certain_to_be_true()
    {
        var stat = new ProcessStat(7, 'Z', 1, 7, 7, 70, 3 << 8);
        stat.Exit.ShouldBe(new ChildExit(7, 3, null, false));
        (stat with { State = 'S' }).Exit.ShouldBeNull();
        (stat with { WaitStatus = 0 }).Exit.ShouldBe(ThisProcess.IsRoot ? new ChildExit(7, 0, null, false) : null);
    }

    private static ProcessHandle? Open(TestChild child, PidfdFeatures features) =>
        ProcessHandle.TryOpen(ProcessIdentity.Of(child.ProcessId).ShouldNotBeNull(), features);

    private static void EndAndReap(TestChild child)
    {
        ProcessSignals.Send(child.ProcessId, SignalNumber.Terminate).ShouldBe(0);
        child.Reap();
    }
}
