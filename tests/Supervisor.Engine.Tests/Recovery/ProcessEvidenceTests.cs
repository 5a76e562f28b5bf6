using Supervisor.Engine.Journal;
using Supervisor.Engine.Recovery;
using Supervisor.Engine.States;
using Supervisor.Engine.Tests.Control;
using Supervisor.Engine.Time;
using Supervisor.Posix;
using Supervisor.Protocol.Keeping;

namespace Supervisor.Engine.Tests.Recovery;

/// <summary>What has become of a child, judged by what kernel and keeper say: never is another process taken for it.</summary>
public sealed class ProcessEvidenceTests : IChildWitness
{
    private const int Child = 7;
    private static readonly TimeSpan Up = TimeSpan.FromHours(2);
    private readonly MonotonicClock _clock = new(new ManualClock());
    private ProcessStat? _stat;
    private ChildCondition _own;
    private KeeperChildCondition _kept;
    private ChildExit? _handleSays;
    private bool _mayReadStatus;

    [Fact]
    public void A_record_without_a_child_has_none()
    {
        Find(Records.Of("web")).Whereabouts.ShouldBe(ChildWhereabouts.NeverMade);
        Find(Records.Of("web", ProcessState.Starting, ChildPresence.Spawning)).Whereabouts.ShouldBe(ChildWhereabouts.NeverMade);
    }

    [Fact]
    public void Children_of_ours_and_of_the_keeper_are_known_by_their_parents()
    {
        _stat = Stat(Started(TimeSpan.Zero));
        _own = ChildCondition.Alive;
        Find(Alive()).ShouldBe(new ChildEvidence(ChildWhereabouts.Ours, _stat.Value.Identity));
        _own = ChildCondition.None;
        _kept = KeeperChildCondition.Ended;
        Find(Alive()).ShouldBe(new ChildEvidence(ChildWhereabouts.WithKeeper, _stat.Value.Identity));
    }

    [Fact]
    public void A_child_that_has_the_pid_of_one_that_others_reaped_is_not_that_one()
    {
        _stat = Stat(Started(TimeSpan.Zero));
        _own = ChildCondition.Alive;
        _kept = KeeperChildCondition.Alive;
        Find(Alive() with { ChildStartTime = _stat.Value.StartTime - 1 }).Whereabouts.ShouldBe(ChildWhereabouts.Gone);
    }

    [Fact]
    public void Elsewhere_the_start_time_decides()
    {
        _stat = Stat(Started(TimeSpan.Zero));
        Find(Alive() with { ChildStartTime = _stat.Value.StartTime }).Whereabouts.ShouldBe(ChildWhereabouts.Elsewhere);
        Find(Alive() with { ChildStartTime = _stat.Value.StartTime + 1 }).Whereabouts.ShouldBe(ChildWhereabouts.Gone);
    }

    [Theory]
    [InlineData(0, ChildWhereabouts.Elsewhere)]
    [InlineData(29, ChildWhereabouts.Elsewhere)]
    [InlineData(-29, ChildWhereabouts.Elsewhere)]
    [InlineData(31, ChildWhereabouts.Gone)]
    [InlineData(-31, ChildWhereabouts.Gone)]
    public void Where_no_start_time_was_noted_the_moment_of_the_spawn_does(int seconds, ChildWhereabouts whereabouts)
    {
        _stat = Stat(Started(TimeSpan.FromSeconds(seconds)));
        Find(Alive()).Whereabouts.ShouldBe(whereabouts);
    }

    [Fact]
    public void The_pid_that_a_child_has_left_counts_where_no_spawner_has_answered()
    {
        _stat = Stat(Started(TimeSpan.Zero));
        _kept = KeeperChildCondition.Alive;
        var record = Records.Of("web", ProcessState.Starting, ChildPresence.Spawning) with { PublishedId = Child };
        Find(record).Whereabouts.ShouldBe(ChildWhereabouts.WithKeeper);
    }

    [Theory]
    [InlineData(ChildPresence.Spawning, true, true)]
    [InlineData(ChildPresence.Spawning, false, false)]
    [InlineData(ChildPresence.Alive, true, false)]
    public void A_child_that_has_executed_nothing_is_half_made_as_long_as_its_spawner_has_not_answered(
        ChildPresence child,
        bool hasNot,
        bool isHalfMade
    )
    {
        _stat = Stat(Started(TimeSpan.Zero)) with { HasNeverExecuted = hasNot };
        var record = Records.Of("web", ProcessState.Starting, child) with { PublishedId = Child, PublishedAt = _stat.Value.StartTime };
        foreach (var where in new[] { ChildWhereabouts.Elsewhere, ChildWhereabouts.WithKeeper, ChildWhereabouts.Ours })
        {
            _kept = where == ChildWhereabouts.WithKeeper ? KeeperChildCondition.Alive : KeeperChildCondition.Stranger;
            _own = where == ChildWhereabouts.Ours ? ChildCondition.Alive : ChildCondition.None;
            Find(record).ShouldBe(new ChildEvidence(where, _stat.Value.Identity, IsHalfMade: isHalfMade));
        }
    }

    /// <summary>However long its spawner, or the machine, may have slept between the wish and the child.</summary>
    [Theory]
    [InlineData(0, ChildWhereabouts.Elsewhere)]
    [InlineData(3600, ChildWhereabouts.Elsewhere)]
    [InlineData(-1, ChildWhereabouts.Gone)]
    public void The_moment_that_a_child_has_left_tells_it_from_who_has_its_pid_later(int ticksBefore, ChildWhereabouts whereabouts)
    {
        _stat = Stat(Started(TimeSpan.FromHours(1)));
        var record = Alive() with { PublishedId = Child, PublishedAt = (ulong)((long)_stat.Value.StartTime + ticksBefore) };
        Find(record).Whereabouts.ShouldBe(whereabouts);
        _kept = KeeperChildCondition.Alive;
        Find(record).Whereabouts.ShouldBe(whereabouts == ChildWhereabouts.Gone ? whereabouts : ChildWhereabouts.WithKeeper);
    }

    [Fact]
    public void A_moment_beside_another_pid_says_nothing()
    {
        _stat = Stat(Started(TimeSpan.Zero));
        Find(Alive() with { PublishedId = Child + 1, PublishedAt = 1 }).Whereabouts.ShouldBe(ChildWhereabouts.Elsewhere);
    }

    [Fact]
    public void A_noted_death_is_believed_whoever_has_the_pid()
    {
        var dead = Alive() with { Marks = SlotMarks.DeathNoted, LastExit = new ChildExit(Child, 3, null, false) };
        _stat = Stat(Started(TimeSpan.Zero));
        _own = ChildCondition.Alive;
        _kept = KeeperChildCondition.Alive;
        Find(dead).ShouldBe(new ChildEvidence(ChildWhereabouts.Gone, _stat.Value.Identity, dead.LastExit));
        _kept = KeeperChildCondition.Ended;
        Find(dead).Whereabouts.ShouldBe(ChildWhereabouts.WithKeeper);
        _own = ChildCondition.Ended;
        Find(dead).Whereabouts.ShouldBe(ChildWhereabouts.Ours);
        Find(dead with { Marks = SlotMarks.DeathNoted | SlotMarks.Reaped }).Whereabouts.ShouldBe(ChildWhereabouts.Gone);
    }

    [Fact]
    public void How_it_ended_is_told_by_a_handle_or_by_a_zombie_that_may_be_read()
    {
        Find(Alive()).Exit.ShouldBe(ChildExit.Unknown(Child));
        _handleSays = new ChildExit(Child, 4, null, false);
        Find(Alive()).Exit.ShouldBe(_handleSays.Value);
        _handleSays = null;
        _stat = Stat(Started(TimeSpan.Zero)) with { State = 'Z', WaitStatus = 5 << 8 };
        Find(Alive()).ShouldBe(new ChildEvidence(ChildWhereabouts.Gone, _stat.Value.Identity, new ChildExit(Child, 5, null, false)));
        _stat = _stat.Value with { WaitStatus = 0 };
        Find(Alive()).Exit.ShouldBe(ChildExit.Unknown(Child));
        _mayReadStatus = true;
        Find(Alive()).Exit.ShouldBe(new ChildExit(Child, 0, null, false));
        Find(Alive() with { ChildStartTime = 1 }).Exit.ShouldBe(ChildExit.Unknown(Child));
    }

    ChildCondition IChildWitness.LookAtOwn(int processId) => _own;

    KeeperChildCondition IChildWitness.AskKeeper(int processId) => _kept;

    ProcessStat? IChildWitness.Find(int processId) => processId == Child ? _stat : null;

    ChildExit? IChildWitness.ExitByHandle(SlotRecord record, int processId) => _handleSays;

    bool IChildWitness.MayReadStatus => _mayReadStatus;

    TimeSpan IChildWitness.Uptime => Up;

    private static SlotRecord AliveAt(MonotonicTime start)
    {
        var record = Records.Of("web", ProcessState.Running, ChildPresence.Alive);
        return record with { Status = record.Status with { StartedAt = start } };
    }

    private static ulong Started(TimeSpan later) => (ulong)((Up + later).TotalSeconds * ProcessIdentity.TicksPerSecond);

    private static ProcessStat Stat(ulong startTime) => new(Child, 'S', 1, Child, Child, startTime, 0);

    private SlotRecord Alive() => AliveAt(_clock.Now);

    private ChildEvidence Find(SlotRecord record) => new ProcessEvidence(this, _clock).Find(record);
}
