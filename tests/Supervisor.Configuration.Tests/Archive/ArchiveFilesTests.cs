using Supervisor.Configuration.Archive;
using Supervisor.Configuration.Tests.Surroundings;
using Supervisor.TestKit;

namespace Supervisor.Configuration.Tests.Archive;

public sealed class ArchiveFilesTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("supervisor-archive-").FullName;
    private readonly ArchiveFiles _files;

    public ArchiveFilesTests() => _files = new ArchiveFiles(_directory);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData(0ul, "configuration-0")]
    [InlineData(7ul, "configuration-7")]
    [InlineData(ulong.MaxValue, "configuration-18446744073709551615")]
    public void What_was_written_is_read(ulong generation, string name)
    {
        var archive = Archive("[program.a]\ncommand = 'x'\n");
        _files.Write(generation, archive).ShouldBeNull();
        Names().ShouldBe([name]);
        File.GetUnixFileMode(Path.Join(_directory, name)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Read(generation).ToBytes().ShouldBe(archive.ToBytes());
    }

    [Fact]
    public void A_generation_is_replaced_whole()
    {
        _files.Write(1, Archive("[program.a]\ncommand = 'a long command to begin with'\n")).ShouldBeNull();
        var second = Archive("");
        _files.Write(1, second).ShouldBeNull();
        Read(1).ToBytes().ShouldBe(second.ToBytes());
    }

    [Fact]
    public void A_writer_that_was_killed_leaves_no_archive_and_no_obstacle()
    {
        File.WriteAllBytes(Path.Join(_directory, "configuration-3.new"), Archive("").ToBytes().AsSpan(0, 30));
        _files.TryRead(3, out _, out _).ShouldBeFalse();
        _files.Write(3, Archive("")).ShouldBeNull();
        Names().ShouldBe(["configuration-3"]);
    }

    [Fact]
    public void What_is_not_there_or_damaged_is_told()
    {
        Reason(5).ShouldContain("configuration-5");
        File.WriteAllBytes(Path.Join(_directory, "configuration-5"), Archive("").ToBytes().AsSpan(0, 30));
        Reason(5).ShouldStartWith($"{_directory}/configuration-5: cut short or damaged");
        Directory.CreateDirectory(Path.Join(_directory, "configuration-6"));
        Reason(6).ShouldContain("configuration-6");
    }

    [Fact]
    public void What_cannot_be_written_is_told_and_leaves_nothing()
    {
        Directory.CreateDirectory(Path.Join(_directory, "configuration-6"));
        _files.Write(6, Archive("")).ShouldBe($"{_directory}/configuration-6: Is a directory (EISDIR)");
        Names().ShouldBe(["configuration-6"]);
        var missing = Path.Join(_directory, "missing");
        new ArchiveFiles(missing).Write(1, Archive("")).ShouldNotBeNull().ShouldStartWith($"{missing}/configuration-1.new: ");
        new ArchiveFiles(missing).RemoveOthers(new HashSet<ulong>()).ShouldNotBeNull().ShouldStartWith(missing);
    }

    [SkippableFact]
    public void A_full_disk_is_told_and_keeps_what_it_has()
    {
        using var disk = SmallDisk.TryMount(Path.Join(_directory, "disk"), out var reason);
        Skip.If(disk is null, reason);
        var files = new ArchiveFiles(Path.Join(_directory, "disk"));
        var small = Archive("");
        files.Write(1, small).ShouldBeNull();
        var large = Archive("# " + new string('x', 2 << 20));
        files.Write(1, large).ShouldBe($"{disk.At("configuration-1.new")}: No space left on device (ENOSPC)");
        files.Write(2, large).ShouldNotBeNull();
        Directory.EnumerateFileSystemEntries(Path.Join(_directory, "disk")).ShouldBe([disk.At("configuration-1")]);
        files.TryRead(1, out var kept, out _).ShouldBeTrue();
        kept.ShouldNotBeNull().ToBytes().ShouldBe(small.ToBytes());
    }

    [Fact]
    public void Other_generations_are_removed_and_other_files_stay()
    {
        foreach (var generation in (ulong[])[1, 2, 3, 40])
            _files.Write(generation, Archive("")).ShouldBeNull();
        foreach (var name in (string[])["configuration-2.new", "configuration-9.new", "configuration-", "configuration-x", "journal"])
            File.WriteAllText(Path.Join(_directory, name), "");
        _files.RemoveOthers(new HashSet<ulong> { 2, 40, 41 }).ShouldBeNull();
        Names().ShouldBe(["configuration-", "configuration-2", "configuration-40", "configuration-x", "journal"]);
    }

    [Fact]
    public void A_directory_is_no_archive()
    {
        Directory.CreateDirectory(Path.Join(_directory, "configuration-1", "full"));
        _files.Write(2, Archive("")).ShouldBeNull();
        _files.RemoveOthers(new HashSet<ulong>()).ShouldBeNull();
        Names().ShouldBe(["configuration-1"]);
    }

    private string[] Names() =>
        [.. Directory.EnumerateFileSystemEntries(_directory).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private ConfigurationArchive Read(ulong generation)
    {
        _files.TryRead(generation, out var archive, out var reason).ShouldBeTrue(reason);
        return archive.ShouldNotBeNull();
    }

    private string Reason(ulong generation)
    {
        _files.TryRead(generation, out var archive, out var reason).ShouldBeFalse();
        archive.ShouldBeNull();
        return reason.ShouldNotBeNull();
    }

    private static ConfigurationArchive Archive(string text)
    {
        var fixture = new Fixture();
        fixture.Files.Add("/conf/supervisor.toml", text);
        return fixture.Record("supervisor.toml").Archive;
    }
}
