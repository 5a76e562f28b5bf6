namespace Supervisor.Posix.Tests;

public sealed class MountTableTests
{
    [Fact]
    public void Lines_are_taken_apart_whatever_optional_fields_they_have()
    {
        var mounts = MountTable.Parse(
            """
            22 1 8:1 / / rw,relatime shared:1 master:2 - ext4 /dev/sda1 rw
            36 22 0:30 / /srv/data rw,relatime - nfs4 server:/export rw,vers=4.2
            37 22 0:31 /sub /srv/ssh rw - fuse.sshfs host: rw
            38 22 0:32 / /tmp rw shared:9 - tmpfs tmpfs rw

            """
        );
        mounts.Count.ShouldBe(4);
        mounts["/"].ShouldBe(new MountPoint("/", "8:1", "ext4"));
        mounts["/srv/data"].ShouldBe(new MountPoint("/srv/data", "0:30", "nfs4"));
        mounts.Values.Where(mount => mount.IsRemote).Select(mount => mount.Path).ShouldBe(["/srv/data", "/srv/ssh"], ignoreOrder: true);
    }

    [Fact]
    public void Escaped_characters_are_themselves_again() =>
        MountTable.Parse(@"36 22 0:30 / /a\040b\011c\012d\134e rw - nfs x rw").Keys.ShouldBe(["/a b\tc\nd\\e"]);

    [Fact]
    public void Of_two_at_one_place_the_last_counts() =>
        MountTable.Parse("36 22 0:30 / /a rw - nfs x rw\n37 22 0:31 / /a rw - tmpfs x rw\n")["/a"].IsRemote.ShouldBeFalse();

    [Theory]
    [InlineData("")]
    [InlineData("36 22 0:30 / /a rw")]
    [InlineData("36 22 0:30 / /a rw -")]
    [InlineData("- - - - - - -")]
    public void What_is_no_line_is_left_out(string text) => MountTable.Parse(text).ShouldBeEmpty();

    [Fact]
    public void Of_this_machine_what_is_local_is_found_to_be()
    {
        using var table = new MountTable();
        table.FindRemote("/proc/self/status").ShouldBeNull();
        table.FindRemote("/dev/../dev//null").ShouldBeNull();
        table.FindRemote("/no/such/path").ShouldBeNull();
    }

    [Fact]
    public void Links_in_a_circle_end()
    {
        using var directory = new TemporaryDirectory();
        File.CreateSymbolicLink(directory.At("a"), directory.At("b"));
        File.CreateSymbolicLink(directory.At("b"), directory.At("a"));
        using var table = new MountTable();
        table.FindRemote(directory.At("a/file")).ShouldBeNull();
    }
}
