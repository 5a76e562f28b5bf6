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
}
