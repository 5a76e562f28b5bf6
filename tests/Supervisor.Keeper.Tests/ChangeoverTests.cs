using Supervisor.Posix;

namespace Supervisor.Keeper.Tests;

public sealed class ChangeoverTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly HandTime _time = new();
    private readonly Changeover _changeover;

    public ChangeoverTests() => _changeover = new Changeover(_time);

    public void Dispose() => _changeover.Dispose();

    [Fact]
    public void A_master_that_begins_without_one_is_followed_nowhere()
    {
        _changeover.MasterBegan().ShouldBeNull();
        _changeover.HasFailed.ShouldBeFalse();
        _changeover.Path.ShouldBeNull();
    }

    [Fact]
    public void A_master_that_has_gone_over_is_followed_to_what_it_executed()
    {
        _changeover.Begin(Open());
        var other = Open();
        var number = other.Number;
        _changeover.Lead(other);
        _changeover.MasterBegan().ShouldBe(number);
        _changeover.Due.ShouldBeNull();
    }

    [Fact]
    public void One_that_dies_on_the_way_leaves_the_present_executable_to_be_started_again()
    {
        _changeover.Begin(Open());
        _changeover.Lead(Open());
        _changeover.MasterDied();
        _changeover.HasFailed.ShouldBeTrue();
        File.ResolveLinkTarget(_changeover.Path!, returnFinalTarget: false)!.FullName.ShouldBe("/dev/null");
        _changeover.MasterBegan().ShouldBeNull();
        _changeover.HasFailed.ShouldBeFalse();
    }

    [Fact]
    public void One_that_hangs_is_due_to_be_ended_once()
    {
        _changeover.Begin(Open());
        var due = _changeover.Due.ShouldNotBeNull();
        _time.GetElapsedTime(_time.GetTimestamp(), due).ShouldBe(Patience);
        _changeover.GiveUp();
        _changeover.Due.ShouldBeNull();
        _changeover.MasterDied();
        _changeover.HasFailed.ShouldBeTrue();
    }

    private static Descriptor Open()
    {
        FileDescriptor.Open("/dev/null", FileAccessKind.Read, 0, out var file).ShouldBe(0);
        return file!;
    }
}
