using System.Text;
using Supervisor.TestKit;

namespace Supervisor.Posix.Tests;

public sealed class DurableFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("durable-").FullName;

    [Fact]
    public void What_is_written_is_read_and_nothing_else_is_left()
    {
        foreach (var text in new[] { "first", "", "the second, which is longer" })
        {
            DurableFile.Replace(At("file"), Encoding.UTF8.GetBytes(text));
            Encoding.UTF8.GetString(DurableFile.Read(At("file"), 100).ShouldNotBeNull()).ShouldBe(text);
        }
        Directory.GetFileSystemEntries(_directory).ShouldBe([At("file")]);
    }

    [Fact]
    public void A_large_file_is_read_up_to_the_bound()
    {
        var content = new byte[100_000];
        new Random(1).NextBytes(content);
        DurableFile.Replace(At("file"), content);
        DurableFile.Read(At("file"), 100_000).ShouldBe(content);
        Should.Throw<PosixException>(() => DurableFile.Read(At("file"), 99_999)).ErrorNumber.ShouldBe(Errno.EFBIG);
    }

    [Fact]
    public void What_is_not_there_is_null()
    {
        DurableFile.Read(At("none"), 100).ShouldBeNull();
        DurableFile.Read(At("none/below"), 100).ShouldBeNull();
        File.WriteAllText(At("file"), "");
        DurableFile.Read(At("file/below"), 100).ShouldBeNull();
    }

    [Fact]
    public void What_is_no_file_is_an_error() =>
        Should.Throw<PosixException>(() => DurableFile.Read(_directory, 100)).ErrorNumber.ShouldBe(Errno.EISDIR);

    [Fact]
    public void What_a_write_that_was_cut_short_left_is_in_nobodys_way_and_no_link_is_followed()
    {
        File.WriteAllText(At("victim"), "untouched");
        File.CreateSymbolicLink(At("file.new"), At("victim"));
        DurableFile.Replace(At("file"), "content"u8);
        File.ReadAllText(At("victim")).ShouldBe("untouched");
        File.ReadAllText(At("file")).ShouldBe("content");
        File.Exists(At("file.new")).ShouldBeFalse();
    }

    [SkippableFact]
    public void A_full_disk_leaves_the_old_content()
    {
        using var disk = SmallDisk.TryMount(At("disk"), out var reason);
        Skip.If(disk is null, reason);
        var file = disk.At("file");
        DurableFile.Replace(file, "old"u8);
        Should.Throw<PosixException>(() => DurableFile.Replace(file, new byte[2 << 20])).ErrorNumber.ShouldBe(Errno.ENOSPC);
        File.ReadAllText(file).ShouldBe("old");
        Directory.GetFileSystemEntries(At("disk")).ShouldBe([file]);
    }

    [Fact]
    public void Directories_are_made_with_what_is_above_them()
    {
        DurableFile.MakeDirectory(At("a/b/c"), 0x1c0);
        DurableFile.MakeDirectory(At("a/b/c"), 0x1c0);
        foreach (var name in new[] { "a", "a/b", "a/b/c" })
        {
            FileStatus.Read(At(name), out var status).ShouldBe(0);
            (status.Kind, status.Mode).ShouldBe((FileKind.Directory, 0x1c0u));
        }
    }

    [Fact]
    public void Where_a_file_is_there_can_be_no_directory()
    {
        File.WriteAllText(At("file"), "");
        Should.Throw<PosixException>(() => DurableFile.MakeDirectory(At("file/below"), 0x1c0)).Message.ShouldContain("file/below");
        Should.Throw<PosixException>(() => DurableFile.Replace(At("file/below"), "x"u8)).ErrorNumber.ShouldBe(Errno.ENOTDIR);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private string At(string name) => Path.Join(_directory, name);
}
