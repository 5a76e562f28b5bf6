using Supervisor.TestKit;

namespace Supervisor.Posix.Tests.Processes;

public sealed class ProcessTableTests
{
    [Fact]
    public void A_child_is_in_the_table_and_among_the_children_of_its_parent()
    {
        using var child = TestChild.Start("exec sleep 1000");
        ProcessTable.Read().ShouldContain(stat => stat.ProcessId == child.ProcessId && stat.ParentId == Environment.ProcessId);
        var children = new List<int>();
        ProcessTable.TryReadChildren(Environment.ProcessId, children).ShouldBeTrue();
        children.ShouldContain(child.ProcessId);
    }

    [Fact]
    public void A_process_that_is_not_there_has_nothing()
    {
        ProcessTable.TryReadChildren(int.MaxValue, []).ShouldBeFalse();
        ProcessTable.InitialVariable(int.MaxValue, "A").ShouldBeNull();
        PipeUse.Of(int.MaxValue).ShouldBeEmpty();
        ProcessUsers.Of(int.MaxValue).ShouldBeNull();
    }

    [Fact]
    public void The_environment_shows_what_the_program_was_given()
    {
        using var child = TestChild.Start("sleep 1000; :", "A=1", "AB=x=y", "B=");
        // While it is being executed a program has no environment.
        SpinWait.SpinUntil(() => ProcessTable.InitialVariable(child.ProcessId, "A") == "1", TimeSpan.FromSeconds(30)).ShouldBeTrue();
        ProcessTable.InitialVariable(child.ProcessId, "AB").ShouldBe("x=y");
        ProcessTable.InitialVariable(child.ProcessId, "B").ShouldBe("");
        ProcessTable.InitialVariable(child.ProcessId, "C").ShouldBeNull();
    }

    [Fact]
    public void The_users_of_this_process_are_known() =>
        ProcessUsers.Of(Environment.ProcessId).ShouldNotBeNull().Effective.ShouldBe(ThisProcess.UserId);

    [Fact]
    public void The_ends_of_pipes_that_a_process_holds_are_told_apart()
    {
        var (read, write) = Pipe.Create(nonBlockingRead: false);
        using (read)
        using (write)
        {
            var inode = PipeUse.InodeOf(read.Number);
            inode.ShouldNotBe(0UL);
            PipeUse.InodeOf(write.Number).ShouldBe(inode);
            PipeUse
                .Of(Environment.ProcessId)
                .Where(use => use.Inode == inode)
                .ShouldBe([new PipeUse(inode, true, false), new PipeUse(inode, false, true)], ignoreOrder: true);
        }
        using var file = new FileStream("/dev/null", FileMode.Open);
        PipeUse.InodeOf((int)file.SafeFileHandle.DangerousGetHandle()).ShouldBe(0UL);
    }
}
