using System.Text;
using Supervisor.TestKit;

namespace Supervisor.Posix.Tests.Processes;

/// <summary>This process and its children as they are told of and ended.</summary>
public sealed class ProcessTests
{
    [Fact]
    public void This_process_is_known_by_what_it_runs()
    {
        var self = SelfExecutable.Current();
        File.Exists(self.Path).ShouldBeTrue();
        self.Arguments.ShouldBe(Encoding.UTF8.GetString(File.ReadAllBytes("/proc/self/cmdline")).Split('\0')[..^1]);
        ThisProcess.Id.ShouldBe(Environment.ProcessId);
        var description = ProcessDescription.Of(Environment.ProcessId).ShouldNotBeNull();
        description.CommandLine.ShouldBe(string.Join(' ', self.Arguments));
        description.ParentId.ShouldBe(ThisProcess.ParentId);
        ProcessDescription.Of(int.MaxValue).ShouldBeNull();
        HostName.Current().ShouldBe(File.ReadAllText("/proc/sys/kernel/hostname").TrimEnd('\n'));
    }

    [Fact]
    public void The_environment_is_read_byte_for_byte()
    {
        var entries = InitialEnvironment.Read();
        entries.Sum(entry => entry.Length + 1).ShouldBe(File.ReadAllBytes("/proc/self/environ").Length);
        entries.Select(InitialEnvironment.NameOf).ShouldContain("PATH");
        InitialEnvironment.NameOf("KEY=a=b"u8.ToArray()).ShouldBe("KEY");
        InitialEnvironment.NameOf("no value"u8.ToArray()).ShouldBe("no value");
    }

    [Fact]
    public void Limits_are_read_and_lowered()
    {
        var before = ThisProcess.LimitOf(ResourceKind.Core);
        ThisProcess.SetLimit(before with { Soft = 0 }).ShouldBe(0);
        ThisProcess.LimitOf(ResourceKind.Core).ShouldBe(before with { Soft = 0 });
        ThisProcess.SetLimit(before).ShouldBe(0);
        ThisProcess.SetLimit(new ResourceLimit(ResourceKind.Core, 2, 1)).ShouldBe(Errno.EINVAL);
    }

    [Fact]
    public void Accounts_are_found_by_name_and_number_with_their_groups()
    {
        var users = new UserDatabase();
        var root = users.FindUser("root").ShouldNotBeNull();
        (root.UserId, root.GroupId, root.HomeDirectory).ShouldBe((0u, 0u, "/root"));
        root.Groups.ShouldContain(0u);
        users.FindUser("0").ShouldNotBeNull().Name.ShouldBe("root");
        users.FindUser(0u).ShouldNotBeNull().Name.ShouldBe("root");
        users.FindUser("no such user").ShouldBeNull();
        users.FindGroup("root").ShouldBe(0u);
        users.FindGroup("4242424").ShouldBe(4242424u, "a number needs no entry");
        users.FindGroup("no such group").ShouldBeNull();
    }

    [Fact]
    public void An_end_can_be_looked_at_before_the_pid_is_given_back()
    {
        using var child = TestChild.Start("exit 7");
        child.WaitUntilEnded();
        Reaper.TryPeek(out var exit).ShouldBeTrue();
        exit.ShouldBe(new ChildExit(child.ProcessId, 7, null, false));
        Reaper.TryPeek(out _).ShouldBeTrue("it is there still");
        child.Reap().ShouldBe(exit);
        Reaper.TryReap(child.ProcessId, out _).ShouldBeFalse();
        Reaper.WaitFor(child.ProcessId).ShouldBeNull();
    }

    [Fact]
    public void One_that_runs_has_no_end_and_a_signal_is_one()
    {
        using var child = TestChild.Start("exec sleep 1000");
        Reaper.TryReap(child.ProcessId, out _).ShouldBeFalse();
        ProcessSignals.Send(child.ProcessId, SignalNumber.Terminate).ShouldBe(0);
        child.Reap().ShouldBe(new ChildExit(child.ProcessId, null, SignalNumber.Terminate, false));
    }

    [SkippableFact]
    public void A_group_outlives_its_leader_in_our_hand()
    {
        using var child = TestChild.Start("sleep 1000 & exit 0");
        child.WaitUntilEnded();
        using var group = ProcessGroupHandle.TryOpen(child.ProcessId);
        if (group is null)
            ProcessSignals.SendToGroup(child.ProcessId, SignalNumber.Kill);
        Skip.If(group is null, "the kernel cannot hold a group (before Linux 6.9)");
        child.Reap();
        group.HasMembers.ShouldBeTrue();
        group.Send(SignalNumber.Kill).ShouldBe(0);
        SpinWait.SpinUntil(() => !group.HasMembers, TimeSpan.FromSeconds(30)).ShouldBeTrue();
        group.Send(SignalNumber.Kill).ShouldBe(Errno.ESRCH);
    }

    [Fact]
    public void What_is_no_terminal_has_no_mode_and_no_width()
    {
        using var device = StandardStreams.OpenNullDevice();
        StandardStreams.IsTerminal(device.Number).ShouldBeFalse();
        TerminalMode.EnterRaw(device.Number).ShouldBeNull();
        TerminalMode.Width(device.Number).ShouldBe(0);
    }
}
