using Supervisor.Posix;

namespace Supervisor.Engine.Logs;

/// <summary>
/// Ends the batch that a process was killed in: what is left of it is taken into the note of its channel. May be killed itself at any point,
/// and is then done again.
/// </summary>
internal static class LogNotesRecovery
{
    /// <returns>How many bytes were in the staging pipe of which nothing is known.</returns>
    public static int Run(LogNotesMemory memory, int staging)
    {
        var header = memory.Header;
        var isKnown =
            memory.Phase is LogNotesPhase.Moving or LogNotesPhase.Staged or LogNotesPhase.Writing
            && header.Area >= 0
            && header.Area < memory.AreaCount
            && memory.PipeOf(header.Area) != 0;
        if (isKnown && memory.NoteHeader(header.Area, memory.ValidCopy(header.Area)).TakenIn != header.Sequence)
        {
            if (memory.Phase == LogNotesPhase.Writing)
                TakeInOutput(memory, header);
            else
                TakeInRaw(memory, header, staging);
        }
        memory.SetPhase(LogNotesPhase.Idle);
        // Of a version that is not known, or of a channel that is gone.
        var unread = 0;
        while (Pipe.Available(staging) > 0 && FileDescriptor.Read(staging, memory.Raw).Count is var count and > 0)
            unread += count;
        return unread;
    }

    private static void TakeInOutput(LogNotesMemory memory, in LogNotesHeader header)
    {
        memory.SetValidCopy(header.Area, header.Next);
        if (!memory.IsSound(header.Area))
            return;
        var length = Math.Clamp(header.OutputLength, 0, LogNotesMemory.OutputCapacity);
        var done = Math.Clamp((int)(header.Progress >> 32) + CountArrived(memory, header), 0, length);
        TakeIn(memory, header, memory.Output[done..length], []);
    }

    /// <summary>How much of the piece that was being written is in its file: as much as that has grown by.</summary>
    private static int CountArrived(LogNotesMemory memory, in LogNotesHeader header)
    {
        var piece = (int)(uint)header.Progress;
        var path = memory.Path;
        if (piece == 0 || path.Length == 0 || FileStatus.Read(path, out var file) != 0)
            return 0;
        var isSame = file.Device == header.Device && file.Inode == header.Inode;
        var arrived = isSame ? (int)Math.Clamp(file.Size - header.SizeBefore, 0, piece) : 0;
        return arrived > 0 && arrived < piece ? arrived + Complete(memory, header, path, arrived, piece) : arrived;
    }

    /// <summary>A piece of which only the beginning is there gets its end at once: another channel that shares the file may be faster.</summary>
    /// <returns>How many bytes are there besides.</returns>
    private static int Complete(LogNotesMemory memory, in LogNotesHeader header, string path, int arrived, int piece)
    {
        if (FileDescriptor.Open(path, FileAccessKind.Write, 0, out var file) != 0)
            return 0;
        using (file)
        {
            var start = (int)(header.Progress >> 32) + arrived;
            var rest = memory.Output.Slice(start, Math.Min(piece - arrived, memory.Output.Length - start));
            return FileDescriptor.WriteAt(file!.Number, rest, header.SizeBefore + arrived).Count;
        }
    }

    private static void TakeInRaw(LogNotesMemory memory, in LogNotesHeader header, int staging)
    {
        var waiting = Pipe.Available(staging);
        if (memory.Phase == LogNotesPhase.Moving)
        {
            memory.Header.Staged = waiting;
            memory.SetPhase(LogNotesPhase.Staged);
        }
        var staged = Math.Clamp(memory.Header.Staged, 0, LogNotesMemory.RawCapacity);
        // What is not in the staging pipe any more has been read already.
        for (var taken = Math.Max(0, staged - waiting); taken < staged; )
        {
            var read = FileDescriptor.Read(staging, memory.Raw[taken..staged]);
            if (read.Count == 0)
                break;
            taken += read.Count;
        }
        if (staged > 0)
            TakeIn(memory, header, [], memory.Raw[..staged]);
    }

    private static void TakeIn(LogNotesMemory memory, in LogNotesHeader header, ReadOnlySpan<byte> output, ReadOnlySpan<byte> raw)
    {
        var (area, valid) = (header.Area, memory.ValidCopy(header.Area));
        var old = memory.NoteHeader(area, valid);
        var before = memory.NoteContent(area, valid);
        var after = memory.NoteContent(area, 1 - valid);
        before[..old.State].CopyTo(after);
        output = output[..Math.Min(output.Length, after.Length - old.State - raw.Length)];
        output.CopyTo(after[old.State..]);
        var behind = before.Slice(old.State, Math.Min(old.Pending, after.Length - old.State - raw.Length - output.Length));
        behind.CopyTo(after[(old.State + output.Length)..]);
        var pending = output.Length + behind.Length;
        raw.CopyTo(after[(old.State + pending)..]);
        memory.NoteHeader(area, 1 - valid) = new ChannelNoteHeader
        {
            TakenIn = header.Sequence,
            State = old.State,
            Pending = pending,
            Raw = raw.Length,
            EventsEnd = old.EventsEnd,
        };
        memory.SetValidCopy(area, 1 - valid);
    }
}
