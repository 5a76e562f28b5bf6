using FsCheck;
using FsCheck.Fluent;
using Supervisor.Engine.Journal;
using Supervisor.Engine.Retry;
using Supervisor.Engine.Slots;
using Supervisor.Engine.States;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Journal;

/// <summary>Whatever a slot is, its record says.</summary>
public sealed class SlotRecordCodecProperties
{
    private const int MostRestarts = 16;

    private static readonly Gen<ChildExit> Exits = Gen.OneOf(
        Gen.Choose(1, int.MaxValue).Select(ChildExit.Unknown),
        Gen.Choose(1, 4_194_304).Zip(Gen.Choose(0, 255), (pid, status) => new ChildExit(pid, status, null, false)),
        Gen.Choose(1, 4_194_304)
            .Zip(Gen.Choose(1, 64), (pid, signal) => new ChildExit(pid, null, new SignalNumber(signal), signal % 2 == 0))
    );

    private static readonly Gen<MonotonicTime> Moments = Gen.Choose(0, int.MaxValue).Select(value => new MonotonicTime(value * 4096L));

    private static readonly Gen<ProcessStatus> Statuses =
        from state in Gen.Elements(ProcessStates.All)
        from child in Gen.Elements(Enum.GetValues<ChildPresence>())
        from pid in Gen.Choose(0, int.MaxValue)
        from startedAt in Moments
        from deadline in Moments
        from isWaiting in Gen.Elements(0, 1, 2)
        from failures in Gen.Choose(0, int.MaxValue)
        from restarts in Moments.ListOf()
        select new ProcessStatus
        {
            State = state,
            Child = child,
            ProcessId = pid,
            StartedAt = startedAt,
            Deadline =
                isWaiting == 0 ? null
                : isWaiting == 1 ? MonotonicTime.Never
                : deadline,
            Failures = failures,
            Restarts = restarts.Aggregate(default(RestartHistory), (history, moment) => history.With(moment, MostRestarts)),
        };

    [Fact]
    public void A_record_says_what_the_slot_was() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2000),
            Prop.ForAll(Statuses.ToArbitrary(), Exits.ToArbitrary(), Gen.Choose(0, 511).ToArbitrary(), IsTold)
        );

    private static void IsTold(ProcessStatus status, ChildExit exit, int choice)
    {
        var slot = new SlotScene().Slot();
        slot.Status = status;
        slot.Intent = (SlotIntent)(choice & 3);
        slot.Owed = (ProcessAction)((choice >> 2) & 3);
        slot.IsStoppedByRequest = (choice & 16) != 0;
        slot.WasEverStarted = (choice & 32) != 0;
        slot.StartsLater = (choice & 64) != 0;
        slot.IsReaped = (choice & 256) != 0;
        slot.ChildStartTime = (ulong)choice << 40;
        if ((choice & 128) != 0)
            slot.NotedDeath = exit;
        else
            slot.LeaderExit = exit;
        var bytes = new byte[SlotRecordCodec.Length];
        SlotRecordCodec.Write(slot, bytes);

        var record = SlotRecordCodec.Read(bytes, 5, 6);

        (record.Index, record.PublishedId, record.Name).ShouldBe((5, 6, slot.JournalName));
        record.Status.ShouldBe(status);
        record.LastExit.ShouldBe(exit);
        (record.Intent, record.Owed, record.ChildStartTime).ShouldBe((slot.Intent, slot.Owed, slot.ChildStartTime));
        record.Has(SlotMarks.StoppedByRequest).ShouldBe(slot.IsStoppedByRequest);
        record.Has(SlotMarks.EverStarted).ShouldBe(slot.WasEverStarted);
        record.Has(SlotMarks.StartsLater).ShouldBe(slot.StartsLater);
        record.Has(SlotMarks.DeathNoted).ShouldBe(slot.NotedDeath is not null);
        record.Has(SlotMarks.Reaped).ShouldBe(slot.IsReaped);
    }

    [Fact]
    public void The_story_keeps_what_there_is_room_for_and_cuts_between_characters()
    {
        var story = new StoryRecord(1, 2, 3, -1, 5, new string('é', 200), "exit status 1", "why");
        var slot = new SlotScene().Slot();
        slot.Recover(SlotStory.Of(story, hasBeenUp: true));
        var bytes = new byte[SlotRecordCodec.Length];
        SlotRecordCodec.Write(slot, bytes);

        var record = SlotRecordCodec.Read(bytes, 0, 0);

        record.Has(SlotMarks.HasBeenUp).ShouldBeTrue();
        record.Story.ShouldBe(story with { SpawnError = record.Story.SpawnError });
        record.Story.SpawnError.ShouldBe(new string('é', record.Story.SpawnError.Length));
        record.Story.SpawnError.Length.ShouldBe(55);
    }

    /// <summary>Kinds that only a later version knows, each in its place behind name and load.</summary>
    [Theory]
    [InlineData(0, ChildPresence.Alive, 77, ProcessState.Running, ChildPresence.Alive)]
    [InlineData(1, ChildPresence.Alive, 77, ProcessState.Running, ChildPresence.Alive)]
    [InlineData(2, ChildPresence.Alive, 77, ProcessState.Stopping, ChildPresence.Alive)]
    [InlineData(3, ChildPresence.Alive, 77, ProcessState.Stopping, ChildPresence.Alive)]
    [InlineData(0, ChildPresence.Spawning, 0, ProcessState.Starting, ChildPresence.Spawning)]
    [InlineData(0, ChildPresence.GroupOnly, 77, ProcessState.Stopping, ChildPresence.GroupOnly)]
    [InlineData(0, ChildPresence.None, 0, ProcessState.Exited, ChildPresence.None)]
    [InlineData(2, ChildPresence.None, 0, ProcessState.Stopping, ChildPresence.None)]
    public void What_is_not_known_is_guessed_and_the_pid_counts(
        int unknown,
        ChildPresence child,
        int processId,
        ProcessState expected,
        ChildPresence expectedChild
    )
    {
        const int FirstKind = 24;
        var slot = new SlotScene().Slot();
        slot.WasEverStarted = true;
        slot.Status = slot.Status with { State = ProcessState.Stopping, Child = child, ProcessId = processId };
        slot.Intent = SlotIntent.Restart;
        var bytes = new byte[SlotRecordCodec.Length];
        SlotRecordCodec.Write(slot, bytes);
        bytes[FirstKind + unknown] = 200;

        var record = SlotRecordCodec.Read(bytes, 5, 6);

        record.IsUnderstood.ShouldBeFalse();
        (record.Name, record.PublishedId).ShouldBe((slot.JournalName, 6));
        (record.Status.State, record.Status.Child, record.Status.ProcessId).ShouldBe((expected, expectedChild, processId));
        record.Intent.ShouldBe(unknown == 2 ? SlotIntent.None : SlotIntent.Restart);
        record.Owed.ShouldBe(ProcessAction.None);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void What_was_stopped_by_hand_or_never_started_stays_stopped(bool wasStarted, bool isStopped)
    {
        var standing = new NotedStanding(200, 200, 0, 0);
        var marks = (wasStarted ? SlotMarks.EverStarted : SlotMarks.None) | (isStopped ? SlotMarks.StoppedByRequest : SlotMarks.None);
        standing.Guess(marks, 0).State.ShouldBe(ProcessState.Stopped);
        standing.Guess(marks, 0).IsKnown.ShouldBeTrue();
    }
}
