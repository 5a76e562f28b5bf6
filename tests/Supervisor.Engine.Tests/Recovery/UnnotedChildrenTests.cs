using Supervisor.Configuration.Settings;
using Supervisor.Engine.Descendants;
using Supervisor.Engine.Journal;
using Supervisor.Engine.Recovery;
using Supervisor.Engine.Slots;
using Supervisor.Engine.States;
using Supervisor.Engine.Tests.Control;
using Supervisor.Engine.Tests.Descendants;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Recovery;

/// <summary>What an executable has begun that failed, and that is in no journal: the start times are in hundredths of a second.</summary>
public sealed class UnnotedChildrenTests : IChildEvidence
{
    private const ulong Now = 10_000;
    private static readonly SupervisorSettings Settings = TextConfiguration.Read(
        TextConfiguration.Program("web") + TextConfiguration.Program("work")
    );

    private readonly JudgeScene _scene = new();
    private readonly List<ProcessStat> _table = [];
    private readonly HashSet<SlotName> _living = [];

    [Fact]
    public void A_child_that_says_whose_it_is_is_taken_for_one_whose_spawn_was_never_answered()
    {
        Child(20, "web", start: 9_900);
        var record = TakeIn(Records.Of("web", ProcessState.Exited) with { Marks = SlotMarks.DeathNoted, Intent = SlotIntent.Restart });
        record.Status.ShouldBe(
            new ProcessStatus
            {
                State = ProcessState.Starting,
                Child = ChildPresence.Spawning,
                StartedAt = new MonotonicTime(99_000_000_000),
            }
        );
        (record.PublishedId, record.ChildStartTime, record.Marks, record.Intent).ShouldBe(
            (20, 9_900ul, SlotMarks.EverStarted, SlotIntent.None)
        );
    }

    [Fact]
    public void A_program_whose_noted_child_lives_has_no_other()
    {
        Child(20, "web");
        _living.Add(SlotName.Of("web", "web"));
        ShouldBeUntouched();
    }

    [Fact]
    public void Of_several_the_first_is_the_child()
    {
        Child(21, "web", start: 9_800);
        Child(20, "web", start: 9_900);
        TakeIn(Records.Of("web")).PublishedId.ShouldBe(21);
    }

    [Theory]
    [InlineData("work", JudgeScene.Mark, JudgeScene.Keeper, 20, 'S', 9_900)]
    [InlineData("web", "other", JudgeScene.Keeper, 20, 'S', 9_900)]
    [InlineData("web", JudgeScene.Mark, 1, 20, 'S', 9_900)]
    [InlineData("web", JudgeScene.Mark, JudgeScene.Keeper, 19, 'S', 9_900)]
    [InlineData("web", JudgeScene.Mark, JudgeScene.Keeper, 20, 'Z', 9_900)]
    [InlineData("web", JudgeScene.Mark, JudgeScene.Keeper, 20, 'S', 50)]
    public void A_process_of_another_or_that_no_master_makes_is_left_alone(
        string name,
        string mark,
        int parent,
        int group,
        char state,
        int start
    )
    {
        Child(20, name, mark, parent, group, state, (ulong)start);
        ShouldBeUntouched();
    }

    /// <summary>What it was given can be passed on by whoever has it.</summary>
    [Fact]
    public void A_process_that_another_user_started_is_left_alone()
    {
        Child(20, "web");
        _scene.Users(20, 1000);
        TakeIn(Records.Of("web"), userId: 1001).PublishedId.ShouldBe(0);
        TakeIn(Records.Of("web"), userId: 1000).PublishedId.ShouldBe(20);
        TakeIn(Records.Of("web"), userId: 0).PublishedId.ShouldBe(20);
    }

    ChildEvidence IChildEvidence.Find(SlotRecord record) => throw new NotSupportedException();

    ProcessIdentity? IChildEvidence.FindLiving(SlotRecord record) => _living.Contains(record.Name) ? new ProcessIdentity(7, 1) : null;

    private void Child(
        int processId,
        string name,
        string mark = JudgeScene.Mark,
        int parent = JudgeScene.Keeper,
        int? group = null,
        char state = 'S',
        ulong start = 9_900
    )
    {
        _table.Add(new ProcessStat(processId, state, parent, group ?? processId, 1, start, 0));
        _scene.Inherits(processId, name, mark).Users(processId, 0);
    }

    private void ShouldBeUntouched()
    {
        var record = Records.Of("web") with { ChildStartTime = 100 };
        TakeIn(record).ShouldBe(record);
    }

    private SlotRecord TakeIn(SlotRecord record, uint userId = 0)
    {
        var found = RecoveredConfiguration.Of([record], new Dictionary<ulong, SupervisorSettings>(), Settings);
        IProcessDetails details = _scene;
        var children = new UnnotedChildren(this, details, JudgeScene.Mark, userId, new MonotonicTime(100_000_000_000), Now);
        return children.TakeIn(found, _table, [JudgeScene.Daemon, JudgeScene.Keeper]).Slots.ShouldHaveSingleItem().Record;
    }
}
