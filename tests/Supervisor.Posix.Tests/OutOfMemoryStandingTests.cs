namespace Supervisor.Posix.Tests;

/// <summary>With a file in place of the kernel's.</summary>
public sealed class OutOfMemoryStandingTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("0\n", "-900", 0)]
    [InlineData("100\n", "-900", 100)]
    [InlineData("-899\n", "-900", -899)]
    [InlineData("-900\n", "-900\n", null)]
    [InlineData("-1000\n", "-1000\n", null)]
    [InlineData("nothing", "nothing", null)]
    public void It_is_lowered_and_children_get_what_was_found(string found, string lowered, int? children)
    {
        // The kernel takes each write for the whole value; a file is as long as it was.
        File.WriteAllText(_path, found);
        var standing = new OutOfMemoryStanding(_path);
        standing.ForChildren.ShouldBeNull();
        standing.LowerAsFarAsAllowed();
        File.ReadAllText(_path).ShouldStartWith(lowered);
        standing.ForChildren.ShouldBe(children);
    }

    [Fact]
    public void What_cannot_be_read_is_left()
    {
        var standing = new OutOfMemoryStanding(_path + "-missing");
        standing.Found.ShouldBeNull();
        standing.LowerAsFarAsAllowed();
        standing.ForChildren.ShouldBeNull();
    }

    /// <summary>Full devices take no write, as the kernel takes none below what is allowed.</summary>
    [Fact]
    public void Where_nothing_is_allowed_children_inherit_the_right_one()
    {
        File.Delete(_path);
        File.CreateSymbolicLink(_path, "/dev/full");
        var standing = new OutOfMemoryStanding(_path);
        Should.NotThrow(standing.LowerAsFarAsAllowed);
        standing.ForChildren.ShouldBeNull();
    }

    [Fact]
    public void Of_this_process_it_is_what_the_kernel_says() =>
        OutOfMemoryStanding.OfThisProcess().Found.ShouldBe(int.Parse(File.ReadAllText("/proc/self/oom_score_adj")));
}
