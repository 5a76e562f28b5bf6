using System.Globalization;
using Supervisor.Posix.Spawning;

namespace Supervisor.Posix.Tests.Processes;

public sealed class ControlGroupTests
{
    private const string Hybrid = """
        30 29 0:25 / /sys/fs/cgroup ro - tmpfs tmpfs ro
        41 30 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
        42 30 0:39 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory

        """;

    [Theory]
    [InlineData("4:memory:/a\n0::/system.slice/x.service\n", "/sys/fs/cgroup/unified/system.slice/x.service")]
    [InlineData("0::/\n", "/sys/fs/cgroup/unified")]
    [InlineData("4:memory:/a\n", null)]
    [InlineData("0::/../other\n", null)]
    public void The_group_of_this_process_is_found_below_the_mount(string own, string? path) =>
        ControlGroup.Find(Hybrid, own).ShouldBe(path);

    [Theory]
    [InlineData("0::/box/inner\n", "/sys/fs/cgroup/inner")]
    [InlineData("0::/box\n", "/sys/fs/cgroup")]
    [InlineData("0::/boxes\n", null)]
    public void A_mount_of_a_part_of_the_hierarchy_shows_only_what_is_below(string own, string? path) =>
        ControlGroup.Find("41 30 0:38 /box /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n", own).ShouldBe(path);

    [SkippableFact]
    public void A_child_that_joins_before_exec_and_its_own_children_are_members()
    {
        using var group = new TestGroup();
        group.Group.OpenForJoining(out var joining).ShouldBe(0);
        var published = new PublishedProcessId();
        using var spawner = new ProcessSpawner();
        spawner
            .Spawn(
                new ChildSpecification { Arguments = ["sh", "-c", "setsid sleep 1000 & exec sleep 1000"], Environment = [] },
                "/bin/sh",
                [],
                published,
                joining
            )
            .Succeeded.ShouldBeTrue();

        PipeEnd.Close(joining);

        SpinWait.SpinUntil(() => group.Group.Members().Count == 2, TimeSpan.FromSeconds(30)).ShouldBeTrue();
        group.Group.Members().ShouldContain(published.Value);
        group.Group.HasMembers().ShouldBeTrue();
        group.Group.Remove().ShouldBe(Errno.EBUSY);
        group.Group.Kill().ShouldBe(0);
        Reaper.WaitFor(published.Value).ShouldNotBeNull().Signal.ShouldBe(SignalNumber.Kill);
        SpinWait.SpinUntil(() => !group.Group.HasMembers(), TimeSpan.FromSeconds(30)).ShouldBeTrue();
    }

    [SkippableFact]
    public void A_group_is_locked_by_one_and_free_again_when_its_descriptor_is_closed()
    {
        using var group = new TestGroup();
        var held = group.Group.TryLock().ShouldNotBeNull();
        group.Group.TryLock().ShouldBeNull();
        held.Dispose();
        group.Group.TryLock().ShouldNotBeNull().Dispose();
    }

    [Fact]
    public void A_group_that_is_not_there_is_empty()
    {
        var group = new ControlGroup("/nowhere/at/all");
        group.HasMembers().ShouldBeFalse();
        group.Members().ShouldBeEmpty();
        group.Children().ShouldBeEmpty();
        group.TryLock().ShouldBeNull();
        group.Create().ShouldBe(Errno.ENOENT);
        group.Remove().ShouldBe(Errno.ENOENT);
        group.OpenForJoining(out _).ShouldBe(Errno.ENOENT);
        group.Kill().ShouldBe(Errno.ENOENT);
    }

    /// <summary>A group of the test below its own, removed with it.</summary>
    private sealed class TestGroup : IDisposable
    {
        public TestGroup()
        {
            var own = ControlGroup.OfThisProcess();
            Skip.If(own is null, "no cgroup 2 hierarchy is mounted");
            Group = own.Child("test." + Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "." + Guid.NewGuid().ToString("N"));
            Skip.If(Group.Create() != 0, "the cgroup 2 hierarchy cannot be written");
        }

        public ControlGroup Group { get; }

        public void Dispose() => SpinWait.SpinUntil(() => Group.Remove() == 0, TimeSpan.FromSeconds(30)).ShouldBeTrue();
    }
}
