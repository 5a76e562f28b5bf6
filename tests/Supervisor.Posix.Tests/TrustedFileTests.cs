using Supervisor.TestKit;

namespace Supervisor.Posix.Tests;

/// <summary>Files that only root and one user can have written. The directory of the test is this user's, in one that all may write.</summary>
public sealed class TrustedFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("trusted-").FullName;
    private readonly string _file;

    public TrustedFileTests()
    {
        _file = Path.Join(_directory, "a.pid");
        File.WriteAllText(_file, "1\n");
        Allow(_file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void It_tells_when_it_was_written_on_the_clock_of_start_times()
    {
        var now = BootClock.Ticks;
        Written().ShouldNotBeNull().ShouldBeInRange(now - (60 * ProcessIdentity.TicksPerSecond), now + 1);
        File.SetLastWriteTimeUtc(_file, File.GetLastWriteTimeUtc(_file).AddSeconds(-100));
        Written().ShouldNotBeNull().ShouldBeLessThanOrEqualTo(now - (100 * ProcessIdentity.TicksPerSecond) + 1);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void One_that_others_may_write_is_none(UnixFileMode mode)
    {
        Allow(_file, UnixFileMode.UserRead | mode);
        Written().ShouldBeNull();
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite, false)]
    [InlineData(UnixFileMode.OtherWrite, false)]
    [InlineData(UnixFileMode.OtherWrite | UnixFileMode.StickyBit, true)]
    public void So_is_one_in_a_directory_where_others_may_replace_it(UnixFileMode mode, bool isTrusted)
    {
        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Allow(_directory, Own | mode);
        (Written() is not null).ShouldBe(isTrusted);
        Allow(_directory, Own);
    }

    [Fact]
    public void One_with_another_name_may_have_been_put_there_by_anybody()
    {
        Command("ln", _file, _file + ".other");
        Written().ShouldBeNull();
    }

    [Fact]
    public void Links_are_followed_and_looked_at()
    {
        var link = Path.Join(_directory, "link");
        File.CreateSymbolicLink(link, "../" + Path.GetFileName(_directory) + "/./a.pid");
        Written(link).ShouldBe(Written());
        Written(Path.Join(_directory, "none")).ShouldBeNull();
        Written(_directory).ShouldBeNull();
        var loop = Path.Join(_directory, "loop");
        File.CreateSymbolicLink(loop, loop);
        Written(loop).ShouldBeNull();
    }

    [SkippableFact]
    public void Of_another_user_it_is_that_users_and_nobody_elses()
    {
        Skip.IfNot(ThisProcess.IsRoot, "needs root");
        Command("chown", "12345", _file);
        Written().ShouldBeNull();
        TrustedFile.WrittenAt(_file, 12345).ShouldNotBeNull();
        TrustedFile.WrittenAt(_file, 12346).ShouldBeNull();
        var link = Path.Join(_directory, "link");
        File.CreateSymbolicLink(link, _file);
        Command("chown", "-h", "12346", link);
        TrustedFile.WrittenAt(link, 12345).ShouldBeNull();
    }

    private ulong? Written(string? path = null) => TrustedFile.WrittenAt(path ?? _file, ThisProcess.UserId);

    private static void Allow(string path, UnixFileMode mode) => File.SetUnixFileMode(path, mode);

    private static void Command(params string[] words)
    {
        using var child = TestChild.Start(string.Join(' ', words));
        child.Reap().ExitStatus.ShouldBe(0);
    }
}
