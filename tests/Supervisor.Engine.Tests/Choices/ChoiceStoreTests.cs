using System.Collections.Concurrent;
using Supervisor.Engine.Choices;
using Supervisor.Posix;
using Supervisor.TestKit;

namespace Supervisor.Engine.Tests.Choices;

public sealed class ChoiceStoreTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("choices-").FullName;
    private readonly BlockingCollection<ChoicesSaved> _results = [];
    private readonly ChoiceStore _store;

    public ChoiceStoreTests() => _store = new ChoiceStore(_results.Add);

    [Fact]
    public void What_is_saved_is_read_by_the_next_and_the_directory_is_made()
    {
        var path = At("a/b/file");
        _store.Read(path).ShouldBeNull();
        Directory.Exists(At("a")).ShouldBeFalse("reading makes nothing");
        _store.Save(path, [1, 2]);
        _results.Take().Problem.ShouldBeNull();
        using var next = new ChoiceStore(_results.Add);
        next.Read(path).ShouldBe([1, 2]);
    }

    [Fact]
    public void A_directory_that_cannot_be_made_is_told()
    {
        File.WriteAllText(At("file"), "");
        _store.Save(At("file/below/x"), [1]);
        var problem = _results.Take().Problem.ShouldNotBeNull();
        problem.ShouldContain(At("file/below"));
        problem.ShouldContain("ENOTDIR");
    }

    [SkippableFact]
    public void A_full_disk_is_told_and_what_was_kept_stays()
    {
        using var disk = SmallDisk.TryMount(At("disk"), out var reason);
        Skip.If(disk is null, reason);
        _store.Save(disk.At("file"), [1]);
        _results.Take().Problem.ShouldBeNull();
        _store.Save(disk.At("file"), new byte[2 << 20]);
        _results.Take().Problem.ShouldNotBeNull().ShouldContain("ENOSPC");
        _store.Read(disk.At("file")).ShouldBe([1]);
    }

    [Fact]
    public void What_is_put_aside_is_there_under_another_name()
    {
        File.WriteAllText(At("file"), "odd");
        var aside = _store.PutAside(At("file"));
        File.Exists(At("file")).ShouldBeFalse();
        File.ReadAllText(aside).ShouldBe("odd");
        Should.Throw<PosixException>(() => _store.PutAside(At("file"))).ErrorNumber.ShouldBe(Errno.ENOENT);
    }

    public void Dispose()
    {
        _store.Dispose();
        _results.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private string At(string name) => Path.Join(_directory, name);
}
