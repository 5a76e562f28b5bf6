using Supervisor.Posix;
using Supervisor.Posix.Spawning;
using Supervisor.Protocol.Keeping;

namespace Supervisor.Keeper.Tests;

/// <summary>With children of this process: it stands for the keeper that they fell to.</summary>
[Collection(nameof(KeeperLoopTests))]
public sealed class LeftChildrenTests : IDisposable
{
    private const int NoMaster = 0;
    private readonly MasterEnd _master = new();
    private readonly ProcessSpawner _spawner = new();
    private readonly LeftChildren _children;

    public LeftChildrenTests()
    {
        _children = new LeftChildren(_master.Connection);
        _master.Come();
    }

    public void Dispose()
    {
        _spawner.Dispose();
        _master.Dispose();
    }

    [Fact]
    public void One_that_ended_is_told_once_and_stays_until_the_master_has_noted_it()
    {
        var child = EndedChild(3);
        _children.Watch(true);
        _children.Look(NoMaster);
        _children.Look(NoMaster);
        _master.Received().ShouldBe([new KeeperFrame(KeeperFrameKind.Ended, 0, child, 0, 3 << 8)]);
        Reaper.Look(child, out _).ShouldBe(ChildCondition.Ended);
        _children.Reap(child, NoMaster);
        Reaper.Look(child, out _).ShouldBe(ChildCondition.None);
    }

    [Fact]
    public void The_next_is_told_when_the_one_before_is_reaped()
    {
        int[] both = [EndedChild(1), EndedChild(2)];
        _children.Watch(true);
        _children.Look(NoMaster);
        var first = (int)_master.Received().ShouldHaveSingleItem().First;
        _children.Reap(first, NoMaster);
        var second = (int)_master.Received().ShouldHaveSingleItem().First;
        _children.Reap(second, NoMaster);
        new[] { first, second }.ShouldBe(both, ignoreOrder: true);
        _master.Received().ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_told_before_a_master_notes_it_and_everything_again_to_the_next()
    {
        var child = EndedChild(0);
        _children.Look(NoMaster);
        _master.Received().ShouldBeEmpty();
        for (var master = 0; master < 2; master++)
        {
            _children.Watch(true);
            _children.Look(NoMaster);
            _master.Received().ShouldHaveSingleItem().First.ShouldBe(child);
            _children.Watch(false);
        }
        _children.Reap(child, NoMaster);
    }

    [Fact]
    public void The_master_itself_is_never_reaped_at_a_masters_word()
    {
        var child = EndedChild(0);
        _children.Watch(true);
        _children.Look(child);
        _children.Reap(child, masterId: child);
        _master.Received().ShouldBeEmpty();
        Reaper.TryReap(child, out _).ShouldBeTrue();
    }

    [Fact]
    public void Whoever_is_asked_for_is_alive_or_ended_or_no_child()
    {
        var ended = EndedChild(5);
        _children.Tell(ended);
        _children.Tell(ThisProcess.Id);
        var answers = _master.Received();
        answers.ConvertAll(answer => (ChildCondition)answer.Second).ShouldBe([ChildCondition.Ended, ChildCondition.None]);
        answers[0].Third.ShouldBe(5 << 8);
        Reaper.TryReap(ended, out _).ShouldBeTrue();
    }

    private int EndedChild(int status)
    {
        var specification = new ChildSpecification { Arguments = ["sh", "-c", $"exit {status}"], Environment = [] };
        var result = _spawner.Spawn(specification, "/bin/sh", [], new PublishedProcessId());
        result.Succeeded.ShouldBeTrue();
        SpinWait.SpinUntil(() => Reaper.Look(result.ProcessId, out _) == ChildCondition.Ended, TimeSpan.FromSeconds(60)).ShouldBeTrue();
        return result.ProcessId;
    }
}
