using Supervisor.Engine.Journal;
using Supervisor.Engine.Recovery;
using Supervisor.Engine.States;
using Supervisor.Engine.Tests.States;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Recovery;

/// <summary>How a slot goes on, as a table: what its record says against what has become of its child.</summary>
public sealed class SlotRecoveryTests
{
    private static readonly ProcessPolicy Policy = new(Policies.Retry, Policies.Stop);
    private static readonly ProcessIdentity Child = new(7, 70);
    private static readonly ChildExit End = new(7, 3, null, false);

    [Theory]
    [InlineData(ProcessState.Stopped)]
    [InlineData(ProcessState.Exited)]
    [InlineData(ProcessState.Backoff)]
    public void Without_a_child_it_is_what_it_was(ProcessState state)
    {
        var record = Records.Of("web", state);
        foreach (var whereabouts in Enum.GetValues<ChildWhereabouts>())
            Decide(record, whereabouts).ShouldBe(new SlotRecovery(record.Status));
    }

    [Fact]
    public void What_outlived_its_leader_is_ended()
    {
        var record = Records.Of("web", ProcessState.Stopping, ChildPresence.GroupOnly);
        foreach (var whereabouts in Enum.GetValues<ChildWhereabouts>())
            Decide(record, whereabouts).ShouldBe(new SlotRecovery(record.Status, EndsGroup: true));
    }

    [Fact]
    public void A_spawn_that_made_no_child_is_begun_again()
    {
        var record = Records.Of("web", ProcessState.Starting, ChildPresence.Spawning);
        Decide(record, ChildWhereabouts.NeverMade).ShouldBe(new SlotRecovery(record.Status, ProcessAction.Spawn));
    }

    [Theory]
    [InlineData(ProcessState.Stopping)]
    [InlineData(ProcessState.Unknown)]
    public void A_spawn_that_made_no_child_and_is_not_wanted_any_more_has_stopped(ProcessState state)
    {
        var record = Records.Of("web", state, ChildPresence.Spawning);
        Decide(record, ChildWhereabouts.NeverMade).ShouldBe(new SlotRecovery(record.Status, NeverCame: true));
    }

    [Theory]
    [InlineData(ChildWhereabouts.Ours, false)]
    [InlineData(ChildWhereabouts.WithKeeper, true)]
    [InlineData(ChildWhereabouts.Elsewhere, true)]
    public void A_child_whose_spawner_did_not_answer_has_been_starting_since_it_was_asked_for(ChildWhereabouts whereabouts, bool isAdopted)
    {
        var record = Records.Of("web", ProcessState.Starting, ChildPresence.Spawning);
        var made = record.Status with { Child = ChildPresence.Alive, ProcessId = 7, Deadline = Records.Start + TimeSpan.FromSeconds(1) };
        Decide(record, whereabouts).ShouldBe(new SlotRecovery(made, IsAdopted: isAdopted));
    }

    [Fact]
    public void A_child_whose_spawner_did_not_answer_and_that_is_being_stopped_keeps_its_deadline()
    {
        var record = Records.Of("web", ProcessState.Stopping, ChildPresence.Spawning);
        var due = Records.Start + TimeSpan.FromSeconds(9);
        record = record with { Status = record.Status with { Deadline = due } };
        var made = record.Status with { Child = ChildPresence.Alive, ProcessId = 7 };
        Decide(record, ChildWhereabouts.WithKeeper).ShouldBe(new SlotRecovery(made, ProcessAction.SendStopSignal, IsAdopted: true));
    }

    [Theory]
    [InlineData(ProcessState.Starting, ChildWhereabouts.Ours, false, ProcessAction.None)]
    [InlineData(ProcessState.Starting, ChildWhereabouts.WithKeeper, true, ProcessAction.None)]
    [InlineData(ProcessState.Stopping, ChildWhereabouts.Elsewhere, true, ProcessAction.SendStopSignal)]
    public void A_child_that_has_not_executed_its_command_is_waited_for_like_a_spawner(
        ProcessState state,
        ChildWhereabouts whereabouts,
        bool isAdopted,
        ProcessAction again
    )
    {
        var record = Records.Of("web", state, ChildPresence.Spawning);
        var evidence = new ChildEvidence(whereabouts, Child, IsHalfMade: true);
        SlotRecovery
            .Decide(record, evidence, Policy)
            .ShouldBe(new SlotRecovery(record.Status, again, IsAdopted: isAdopted, IsHalfMade: true));
    }

    [Fact]
    public void A_child_whose_spawner_did_not_answer_and_that_has_ended_is_told_with_its_pid()
    {
        var record = Records.Of("web", ProcessState.Starting, ChildPresence.Spawning);
        var made = record.Status with { Child = ChildPresence.Alive, ProcessId = 7, Deadline = Records.Start + TimeSpan.FromSeconds(1) };
        Decide(record, ChildWhereabouts.Gone).ShouldBe(new SlotRecovery(made, Exit: End));
    }

    [Theory]
    [InlineData(ChildWhereabouts.Ours, false)]
    [InlineData(ChildWhereabouts.WithKeeper, true)]
    [InlineData(ChildWhereabouts.Elsewhere, true)]
    public void A_child_that_lives_goes_on(ChildWhereabouts whereabouts, bool isAdopted)
    {
        var record = Records.Of("web", ProcessState.Running, ChildPresence.Alive);
        Decide(record, whereabouts).ShouldBe(new SlotRecovery(record.Status, IsAdopted: isAdopted));
    }

    [Theory]
    [InlineData(ChildWhereabouts.Gone)]
    [InlineData(ChildWhereabouts.NeverMade)]
    public void A_child_that_has_ended_is_told_by_the_pid_of_the_record(ChildWhereabouts whereabouts)
    {
        var record = Records.Of("web", ProcessState.Running, ChildPresence.Alive);
        var evidence = new ChildEvidence(whereabouts, Child, End with { ProcessId = 0 });
        SlotRecovery.Decide(record, evidence, Policy).ShouldBe(new SlotRecovery(record.Status, Exit: End));
    }

    [Fact]
    public void A_stop_is_asked_for_once_more()
    {
        var record = Records.Of("web", ProcessState.Stopping, ChildPresence.Alive);
        Decide(record, ChildWhereabouts.WithKeeper)
            .ShouldBe(new SlotRecovery(record.Status, ProcessAction.SendStopSignal, IsAdopted: true));
    }

    [Theory]
    [InlineData(ProcessState.Stopping)]
    [InlineData(ProcessState.Running)]
    public void What_is_owed_comes_before_the_stop_signal(ProcessState state)
    {
        var record = Records.Of("web", state, ChildPresence.Alive) with { Owed = ProcessAction.Kill };
        Decide(record, ChildWhereabouts.Ours).ShouldBe(new SlotRecovery(record.Status, ProcessAction.Kill));
    }

    [Theory]
    [InlineData(ProcessState.Stopping, SlotMarks.DeathNoted, true, true)]
    [InlineData(ProcessState.Running, SlotMarks.DeathNoted, true, false)]
    [InlineData(ProcessState.Stopping, SlotMarks.None, true, false)]
    [InlineData(ProcessState.Stopping, SlotMarks.DeathNoted | SlotMarks.Reaped, true, false)]
    [InlineData(ProcessState.Stopping, SlotMarks.DeathNoted, false, false)]
    public void A_group_that_was_being_stopped_is_ended_when_its_leader_has_just_been_reaped(
        ProcessState state,
        SlotMarks marks,
        bool killsGroup,
        bool ends
    )
    {
        var record = Records.Of("web", state, ChildPresence.Alive) with { Marks = marks };
        var policy = Policy with { Stop = Policies.Stop with { KillAsGroup = killsGroup } };
        SlotRecovery
            .Decide(record, new ChildEvidence(ChildWhereabouts.Gone, Child, End), policy)
            .ShouldBe(new SlotRecovery(record.Status, Exit: End, EndsGroup: ends));
    }

    [Theory]
    [InlineData(ChildWhereabouts.Ours, false)]
    [InlineData(ChildWhereabouts.WithKeeper, true)]
    [InlineData(ChildWhereabouts.Elsewhere, true)]
    public void A_launching_process_that_lives_is_no_main_process(ChildWhereabouts whereabouts, bool isAdopted)
    {
        var record = Records.Of("web", ProcessState.Starting, ChildPresence.Spawning);
        SlotRecovery
            .Decide(record, new ChildEvidence(whereabouts, Child), Policy, isForking: true)
            .ShouldBe(new SlotRecovery(record.Status, IsAdopted: isAdopted, IsLaunching: true));
    }

    [Theory]
    [InlineData(ChildWhereabouts.Gone, SlotMarks.None)]
    [InlineData(ChildWhereabouts.Gone, SlotMarks.Launched)]
    [InlineData(ChildWhereabouts.NeverMade, SlotMarks.Launched)]
    public void A_launching_process_that_has_ended_is_not_launched_again(ChildWhereabouts whereabouts, SlotMarks marks)
    {
        var record = Records.Of("web", ProcessState.Starting, ChildPresence.Spawning) with { Marks = marks };
        var evidence = new ChildEvidence(whereabouts, Child, End);
        SlotRecovery
            .Decide(record, evidence, Policy, isForking: true)
            .ShouldBe(new SlotRecovery(record.Status, Exit: End, IsLaunching: true));
    }

    [Fact]
    public void A_program_that_forks_itself_and_never_came_to_be_launched_is_launched()
    {
        var record = Records.Of("web", ProcessState.Starting, ChildPresence.Spawning);
        SlotRecovery
            .Decide(record, new ChildEvidence(ChildWhereabouts.NeverMade), Policy, isForking: true)
            .ShouldBe(new SlotRecovery(record.Status, ProcessAction.Spawn));
    }

    private static SlotRecovery Decide(SlotRecord record, ChildWhereabouts whereabouts) =>
        SlotRecovery.Decide(record, new ChildEvidence(whereabouts, Child, End), Policy);
}
