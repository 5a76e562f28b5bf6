using System.Text;
using Supervisor.TestKit;

namespace Supervisor.Posix.Tests.Processes;

public sealed class ProcessStatTests
{
    private const string Fields =
        "S 7 10 11 34816 42 4194304 1 2 3 4 5 6 7 8 20 0 1 0 987654 8192 1 18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0 1 2 3 4 5 6 7 256\n";

    [Theory]
    [InlineData("sh")]
    [InlineData("a) Z 1 1 1 (b")]
    [InlineData("")]
    [InlineData(" ( ")]
    public void A_line_is_taken_apart_behind_the_last_parenthesis(string name)
    {
        ProcessStat.TryParse(Line($"42 ({name}) {Fields}"), out var stat).ShouldBeTrue();
        stat.ShouldBe(new ProcessStat(42, 'S', 7, 10, 11, 987654, 256));
        stat.Identity.ShouldBe(new ProcessIdentity(42, 987654));
        stat.HasEnded.ShouldBeFalse();
    }

    [Theory]
    [InlineData("4194304", false)]
    [InlineData("4194368", true)]
    [InlineData("64", true)]
    public void A_flag_says_that_it_has_executed_nothing_since_it_was_forked(string flags, bool hasNot)
    {
        var fields = Fields.Replace("4194304", flags, StringComparison.Ordinal);
        ProcessStat.TryParse(Line($"42 (sh) {fields}"), out var stat).ShouldBeTrue();
        stat.HasNeverExecuted.ShouldBe(hasNot);
    }

    [Fact]
    public void A_line_of_an_older_kernel_without_the_last_fields_has_the_others()
    {
        ProcessStat.TryParse(Line("42 (x) Z 7 10 11 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 55 0"), out var stat).ShouldBeTrue();
        stat.ShouldBe(new ProcessStat(42, 'Z', 7, 10, 11, 55, 0));
        stat.HasEnded.ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("42 sh S 1")]
    [InlineData("(sh) S 1")]
    [InlineData("42 (sh)\n")]
    public void What_is_no_such_line_is_refused(string line) => ProcessStat.TryParse(Line(line), out _).ShouldBeFalse();

    [Fact]
    public void This_process_is_found_with_its_parent_and_group()
    {
        ProcessStat.TryRead(Environment.ProcessId, out var stat).ShouldBeTrue();
        stat.ProcessId.ShouldBe(Environment.ProcessId);
        stat.ParentId.ShouldBe(ThisProcess.ParentId);
        stat.HasEnded.ShouldBeFalse();
        stat.Identity.ShouldBe(ProcessIdentity.Of(Environment.ProcessId).ShouldNotBeNull());
        stat.Identity.IsPresent.ShouldBeTrue();
        (stat.Identity with { StartTime = stat.StartTime + 1 }).IsPresent.ShouldBeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void A_number_that_no_process_has_finds_nothing(int processId)
    {
        ProcessStat.TryRead(processId, out _).ShouldBeFalse();
        ProcessIdentity.Of(processId).ShouldBeNull();
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        ProcessStat.TryRead(Environment.ProcessId, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
            ProcessStat.TryRead(Environment.ProcessId, out _);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    /// <summary>The thing that a supervisor can learn of a process that is not its child.</summary>
    [Fact]
    public void An_ended_child_shows_its_wait_status_until_it_is_reaped()
    {
        using var child = TestChild.Start("exit 3");
        child.WaitUntilEnded();
        ProcessStat.TryRead(child.ProcessId, out var stat).ShouldBeTrue();
        stat.HasEnded.ShouldBeTrue();
        stat.WaitStatus.ShouldBe(3 << 8);
        stat.ParentId.ShouldBe(Environment.ProcessId);
        stat.Identity.IsPresent.ShouldBeTrue();
        child.Reap();
        stat.Identity.IsPresent.ShouldBeFalse();
    }

    private static byte[] Line(string text) => Encoding.UTF8.GetBytes(text);
}
