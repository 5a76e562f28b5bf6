namespace Supervisor.Posix.Tests;

public sealed class PidFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Path => _directory.At("a.pid");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void It_says_who_holds_it_and_goes_with_its_lock()
    {
        PidFile.HolderOf(Path).ShouldBeNull();
        using (var file = Take())
        {
            File.ReadAllText(Path).ShouldBe($"{Environment.ProcessId}\n");
            PidFile.HolderOf(Path).ShouldBe(Environment.ProcessId);
            PidFile.Take(Path).ShouldBe(new PidFileResult.HeldBy(Environment.ProcessId));
        }
        File.Exists(Path).ShouldBeFalse();
        PidFile.HolderOf(Path).ShouldBeNull();
    }

    [Fact]
    public void What_a_lost_process_left_is_taken_over_whatever_it_says()
    {
        File.WriteAllText(Path, "a long text that is no number at all\n");
        using var file = Take();
        File.ReadAllText(Path).ShouldBe($"{Environment.ProcessId}\n");
        FileStatus.Read(Path, out var status).ShouldBe(0);
        status.Mode.ShouldBe(0x1A4u);
    }

    /// <summary>A process' own lock would be lost with the first descriptor that is closed (fcntl(2)).</summary>
    [Fact]
    public void Reading_it_does_not_lose_the_lock()
    {
        using var file = Take();
        _ = File.ReadAllText(Path);
        PidFile.Take(Path).ShouldBeOfType<PidFileResult.HeldBy>();
    }

    [Fact]
    public void The_lock_is_held_as_long_as_anybody_has_a_duplicate()
    {
        var file = Take();
        FileDescriptor.Duplicate(file.Number, out var copy).ShouldBe(0);
        var handed = PidFile.Of(Path, copy!);
        // Of the two only the last removes the file; here it is moved out of the way, as if the first had been killed.
        File.Move(Path, Path + ".kept");
        file.Dispose();
        File.Move(Path + ".kept", Path);
        PidFile.Take(Path).ShouldBeOfType<PidFileResult.HeldBy>();
        handed.Dispose();
        PidFile.HolderOf(Path).ShouldBeNull();
    }

    [Fact]
    public void Another_process_can_come_to_be_the_one_that_is_known()
    {
        using var file = Take();
        file.Write(7);
        File.ReadAllText(Path).ShouldBe("7\n");
        PidFile.HolderOf(Path).ShouldBe(7);
    }

    [Fact]
    public void A_file_that_somebody_put_in_its_place_is_not_removed()
    {
        var file = Take();
        File.Delete(Path);
        File.WriteAllText(Path, "another's");
        file.Dispose();
        File.ReadAllText(Path).ShouldBe("another's");
    }

    [Fact]
    public void Why_it_cannot_be_had_is_said()
    {
        var failure = PidFile.Take(_directory.At("missing/a.pid")).ShouldBeOfType<PidFileResult.Failed>();
        failure.Reason.ErrorNumber.ShouldBe(Errno.ENOENT);
        failure.Reason.Message.ShouldContain("missing/a.pid");
    }

    private PidFile Take() => PidFile.Take(Path).ShouldBeOfType<PidFileResult.Taken>().File;
}
