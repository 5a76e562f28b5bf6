using Supervisor.Engine.Logs;
using Supervisor.Engine.Retry;
using Supervisor.Engine.Slots;
using Supervisor.Engine.States;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Journal;

/// <summary>The bytes of a slot's record. They change only with <see cref="JournalHeader.Version"/>.</summary>
internal static class SlotRecordCodec
{
    /// <summary>Bytes of a record.</summary>
    public const int Length = 592;

    /// <summary>Restarts that are remembered for the restart limit; a limit beyond it counts fewer after a recovery.</summary>
    private const int MostRestarts = 16;

    private const int ErrorRoom = 112;
    private const int ExitRoom = 40;
    private const int ReasonRoom = 144;
    private const int RandomRoom = 12;
    private const int NoStatus = -1;

    /// <summary>Writes what the slot is now.</summary>
    public static void Write(ProcessSlot slot, Span<byte> bytes)
    {
        var writer = new RecordWriter(bytes);
        var status = slot.Status;
        writer.Write(slot.JournalName);
        writer.Write(slot.Settings.Generation);
        writer.Write((byte)ProcessStates.All.IndexOf(status.State));
        writer.Write((byte)status.Child);
        writer.Write((byte)slot.Intent);
        writer.Write((byte)slot.Owed);
        writer.Write((int)MarksOf(slot));
        writer.Write(status.ProcessId);
        writer.Write(status.Failures);
        writer.Write(status.StartedAt.Nanoseconds);
        writer.Write((status.Deadline ?? MonotonicTime.Never).Nanoseconds);
        writer.Write(slot.ChildStartTime);
        WriteExit(ref writer, slot.NotedDeath ?? slot.LeaderExit);
        WritePipes(ref writer, slot.Pipes);
        WriteRestarts(ref writer, status.Restarts);
        WriteStory(ref writer, slot.Story);
        writer.Write(AutomaticLogFiles.RandomOf(slot.Settings.Stdout, slot.StdoutFile), RandomRoom);
        writer.Write(AutomaticLogFiles.RandomOf(slot.Settings.Stderr, slot.StderrFile), RandomRoom);
        writer.Write(slot.Changes);
    }

    /// <param name="publishedId">Of the record's cell.</param>
    public static SlotRecord Read(ReadOnlySpan<byte> bytes, int index, int publishedId)
    {
        var reader = new RecordReader(bytes);
        var name = reader.ReadName();
        var generation = reader.ReadUInt64();
        var standing = new NotedStanding(reader.ReadByte(), reader.ReadByte(), reader.ReadByte(), reader.ReadByte());
        var marks = (SlotMarks)reader.ReadInt32();
        var processId = reader.ReadInt32();
        var isUnderstood = standing.IsKnown;
        if (!isUnderstood)
            standing = standing.Guess(marks, processId);
        var failures = reader.ReadInt32();
        var startedAt = new MonotonicTime(reader.ReadInt64());
        var deadline = new MonotonicTime(reader.ReadInt64());
        var childStartTime = reader.ReadUInt64();
        var exit = ReadExit(ref reader);
        var (stdin, stdout, stderr) = (reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64());
        var restarts = ReadRestarts(ref reader);
        var story = ReadStory(ref reader);
        return new SlotRecord
        {
            Index = index,
            Name = name,
            Generation = generation,
            Status = new ProcessStatus
            {
                State = standing.State,
                Child = standing.Child,
                ProcessId = processId,
                StartedAt = startedAt,
                Deadline = (marks & SlotMarks.HasDeadline) == SlotMarks.None ? null : deadline,
                Failures = failures,
                Restarts = restarts,
            },
            IsUnderstood = isUnderstood,
            Intent = standing.Intent,
            Marks = marks,
            Owed = standing.Owed,
            PublishedId = publishedId,
            ChildStartTime = childStartTime,
            LastExit = exit,
            Story = story,
            StdinInode = stdin,
            StdoutInode = stdout,
            StderrInode = stderr,
            StdoutRandom = reader.ReadText(RandomRoom),
            StderrRandom = reader.ReadText(RandomRoom),
            Changes = reader.ReadInt64(),
        };
    }

    private static SlotMarks MarksOf(ProcessSlot slot) =>
        (slot.IsStoppedByRequest ? SlotMarks.StoppedByRequest : SlotMarks.None)
        | (slot.WasEverStarted ? SlotMarks.EverStarted : SlotMarks.None)
        | (slot.StartsLater ? SlotMarks.StartsLater : SlotMarks.None)
        | (slot.Story.HasBeenUp ? SlotMarks.HasBeenUp : SlotMarks.None)
        | (slot.Status.Deadline is null ? SlotMarks.None : SlotMarks.HasDeadline)
        | (slot.NotedDeath is null ? SlotMarks.None : SlotMarks.DeathNoted)
        | (slot.IsReaped ? SlotMarks.Reaped : SlotMarks.None)
        | (slot.Launch is { IsLauncherGone: true } ? SlotMarks.Launched : SlotMarks.None);

    private static void WriteExit(ref RecordWriter writer, in ChildExit exit)
    {
        writer.Write(exit.ProcessId);
        writer.Write(exit.ExitStatus is null && exit.Signal is null ? NoStatus : exit.WaitStatus);
    }

    private static ChildExit ReadExit(ref RecordReader reader)
    {
        var processId = reader.ReadInt32();
        var status = reader.ReadInt32();
        return status == NoStatus ? ChildExit.Unknown(processId) : ChildExit.OfWaitStatus(processId, status);
    }

    private static void WritePipes(ref RecordWriter writer, SlotPipes? pipes)
    {
        writer.Write(pipes?.StdinInode ?? 0);
        writer.Write(pipes?.StdoutInode ?? 0);
        writer.Write(pipes?.StderrInode ?? 0);
    }

    private static void WriteRestarts(ref RecordWriter writer, in RestartHistory restarts)
    {
        var moments = restarts.Newest(MostRestarts);
        writer.Write(moments.Length);
        foreach (var moment in moments)
            writer.Write(moment.Nanoseconds);
        writer.Skip((MostRestarts - moments.Length) * sizeof(long));
    }

    private static RestartHistory ReadRestarts(ref RecordReader reader)
    {
        var count = Math.Clamp(reader.ReadInt32(), 0, MostRestarts);
        var restarts = default(RestartHistory);
        for (var index = 0; index < count; index++)
            restarts = restarts.With(new MonotonicTime(reader.ReadInt64()), MostRestarts);
        reader.Skip((MostRestarts - count) * sizeof(long));
        return restarts;
    }

    private static void WriteStory(ref RecordWriter writer, SlotStory story)
    {
        writer.Write(story.StartedAt);
        writer.Write(story.StoppedAt);
        writer.Write(story.StateSince);
        writer.Write(story.ExitStatus);
        writer.Write(story.Restarts);
        writer.Write(story.SpawnError, ErrorRoom);
        writer.Write(story.LastExit, ExitRoom);
        writer.Write(story.Reason, ReasonRoom);
    }

    private static StoryRecord ReadStory(ref RecordReader reader) =>
        new(
            reader.ReadInt64(),
            reader.ReadInt64(),
            reader.ReadInt64(),
            reader.ReadInt32(),
            reader.ReadInt32(),
            reader.ReadText(ErrorRoom),
            reader.ReadText(ExitRoom),
            reader.ReadText(ReasonRoom)
        );
}
