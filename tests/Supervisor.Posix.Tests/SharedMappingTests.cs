namespace Supervisor.Posix.Tests;

public sealed class SharedMappingTests : IDisposable
{
    private const int Reserved = 1 << 20;
    private readonly TemporaryDirectory _directory = new();

    private string Path => _directory.At("state");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_is_written_is_in_the_file_at_once_and_addresses_stay_while_it_grows()
    {
        using var mapping = Open();
        mapping.Length.ShouldBe(0);
        mapping.Grow(100).ShouldBe(0);
        var first = mapping.At(0, 100);
        first[7] = 42;
        mapping.Grow(Reserved).ShouldBe(0);
        first[8] = 43;
        mapping.At(Reserved - 1, 1)[0] = 44;
        var bytes = File.ReadAllBytes(Path);
        (bytes.Length, bytes[7], bytes[8], bytes[^1]).ShouldBe((Reserved, (byte)42, (byte)43, (byte)44));
    }

    [Fact]
    public void Another_opening_sees_it_with_its_length()
    {
        using var one = Open();
        one.Grow(10).ShouldBe(0);
        using var other = Open();
        other.Length.ShouldBe(10);
        one.At(0, 1)[0] = 9;
        other.At(0, 1)[0].ShouldBe((byte)9);
    }

    [Fact]
    public void It_never_shrinks_nor_grows_beyond_what_is_reserved_and_nothing_beyond_its_length_is_touched()
    {
        using var mapping = Open();
        mapping.Grow(100).ShouldBe(0);
        mapping.Grow(50).ShouldBe(0);
        mapping.Length.ShouldBe(100);
        mapping.Grow(Reserved + 1).ShouldBe(Errno.EFBIG);
        Should.Throw<ArgumentOutOfRangeException>(() => mapping.At(0, 101).Clear());
        Should.Throw<ArgumentOutOfRangeException>(() => mapping.At(-1, 1).Clear());
        Should.Throw<ArgumentOutOfRangeException>(() => mapping.At(int.MaxValue, 1).Clear());
    }

    [Fact]
    public void One_holds_its_lock_until_it_is_closed()
    {
        var first = Open();
        first.TryLock(TimeSpan.Zero).ShouldBeTrue();
        using var second = Open();
        second.TryLock(TimeSpan.Zero).ShouldBeFalse();
        first.Dispose();
        second.TryLock(TimeSpan.Zero).ShouldBeTrue();
    }

    [Fact]
    public void It_is_its_owners_alone_and_no_link_is_followed()
    {
        Open().Dispose();
        FileStatus.Read(Path, out var status).ShouldBe(0);
        status.Mode.ShouldBe(0x180u);
        File.CreateSymbolicLink(_directory.At("link"), Path);
        SharedMapping.TryOpen(_directory.At("link"), Reserved, out _).ShouldNotBe(0);
        SharedMapping.TryOpen(_directory.At("missing/state"), Reserved, out _).ShouldBe(Errno.ENOENT);
    }

    private SharedMapping Open()
    {
        SharedMapping.TryOpen(Path, Reserved, out var mapping).ShouldBe(0);
        return mapping!;
    }
}
