using Supervisor.Posix;

namespace Supervisor.Engine.Logs;

/// <summary>
/// What the local lane has taken from pipes and not brought to a log yet, in memory that somebody holds who outlives this process: the next
/// master goes on where this one was killed, without losing or repeating a line of a formatted log. For one thread.
/// </summary>
/// <remarks>
/// A batch goes from the program's pipe to a staging pipe by splice(2), which the kernel does or does not do for each byte, whatever is
/// killed; from there, once its length is noted, into memory: an empty staging pipe says that it got there. What the transform makes of it,
/// and what is half-way through that (the beginning of a line, a capture), is noted before the first byte is written; and with each piece the
/// size of the file before it, which tells the next master how much of it has arrived.
/// </remarks>
public sealed class LogNotes : IDisposable
{
    private const string MemoryName = "supervisord-logs";

    private readonly LogNotesMemory _memory;
    private readonly Descriptor _staging;
    private readonly int _stagingWriter;
    private readonly Dictionary<ulong, int> _areas = [];
    private readonly Stack<int> _free = new();
    private bool _isWriting;
    private volatile OutputNotes? _outputs;

    private LogNotes(LogNotesMemory memory, Descriptor staging, int stagingWriter, OutputNotes? outputs)
    {
        _outputs = outputs;
        (_memory, _staging, _stagingWriter) = (memory, staging, stagingWriter);
        for (var area = 0; area < memory.AreaCount; area++)
        {
            if (memory.PipeOf(area) == 0 || memory.IsSound(area))
                continue;
            memory.PipeOf(area) = 0;
            Unreadable++;
        }
        Unread = LogNotesRecovery.Run(memory, staging.Number);
        for (var area = memory.AreaCount - 1; area >= 0; area--)
        {
            if (memory.PipeOf(area) is not 0 and var pipe)
                _areas[pipe] = area;
            else
                _free.Push(area);
        }
        outputs?.Resume(pipe => Find(pipe) is { } area ? memory.NoteHeader(area, memory.ValidCopy(area)).EventsEnd : 0);
    }

    /// <summary>Another version has noted what was on the way, in a way that this one cannot read: it is lost.</summary>
    public bool WereOfAnotherVersion { get; private init; }

    /// <summary>Channels whose notes cannot be read, and are lost.</summary>
    public int Unreadable { get; }

    /// <summary>Bytes that had been taken from a pipe, and of which nothing says whose they are.</summary>
    public int Unread { get; }

    /// <summary>To be held by somebody who outlives this process, and given to <see cref="TryOpen"/> by the next.</summary>
    public int MemoryDescriptor => _memory.Number;

    /// <summary>Likewise.</summary>
    public int StagingDescriptor => _staging.Number;

    /// <summary>The events of output that are on their way to the loop; null as long as there were no listeners.</summary>
    public OutputNotes? Outputs => _outputs;

    /// <summary>Makes the notes of events; null where they cannot be had.</summary>
    public Func<OutputNotes?>? OutputsWanted { private get; set; }

    /// <summary>There are listeners. For the loop.</summary>
    internal void WantOutputs() => _outputs ??= OutputsWanted?.Invoke();

    /// <summary>Goes on with what an earlier master noted, or begins anew where there is nothing.</summary>
    /// <param name="memory">Owned from now on, and closed when it is not used; so is the other.</param>
    /// <param name="outputs">The events that an earlier master noted; owned by the notes, if there are any. Null: there are none.</param>
    /// <returns>0 or the errno, and no notes.</returns>
    public static int TryOpen(Descriptor? memory, Descriptor? staging, out LogNotes? notes, OutputNotes? outputs = null)
    {
        notes = null;
        if (memory is null || staging is null)
        {
            memory?.Dispose();
            staging?.Dispose();
            (memory, staging) = (null, null);
        }
        SharedMapping? file;
        var errno = memory is null
            ? SharedMapping.TryCreateAnonymous(MemoryName, LogNotesMemory.Reserved, out file)
            : SharedMapping.TryMapAnonymous(memory, LogNotesMemory.Reserved, out file);
        if (errno != 0)
        {
            staging?.Dispose();
            return errno;
        }
        var content = new LogNotesMemory(file!);
        var isOther = content.IsOfAnotherVersion;
        errno = content.Prepare();
        var writer = -1;
        if (errno == 0)
            errno = OpenStaging(ref staging, out writer);
        if (errno == 0)
        {
            notes = new LogNotes(content, staging!, writer, outputs) { WereOfAnotherVersion = isOther };
            return 0;
        }
        content.Dispose();
        staging?.Dispose();
        return errno;
    }

    public void Dispose()
    {
        if (!_staging.IsOpen)
            return;
        PipeEnd.Close(_stagingWriter);
        _staging.Dispose();
        _memory.Dispose();
        _outputs?.Dispose();
    }

    /// <summary>The area of a channel that was there before this process; null when nothing was noted of it.</summary>
    internal int? Find(ulong pipe) => _areas.TryGetValue(pipe, out var area) ? area : null;

    /// <summary>An area for a channel that has none. Null: there is no room.</summary>
    internal int? Reserve(ulong pipe)
    {
        if (_free.Count == 0)
        {
            if (_memory.AddArea() != 0)
                return null;
            _free.Push(_memory.AreaCount - 1);
        }
        var area = _free.Pop();
        _memory.NoteHeader(area, 0) = default;
        _memory.SetValidCopy(area, 0);
        Volatile.Write(ref _memory.PipeOf(area), pipe);
        _areas[pipe] = area;
        return area;
    }

    /// <summary>The channel is gone, and so is all that was noted of it.</summary>
    internal void Free(int area)
    {
        _areas.Remove(_memory.PipeOf(area));
        Volatile.Write(ref _memory.PipeOf(area), 0);
        _free.Push(area);
    }

    /// <summary>What an earlier process noted: see <see cref="ChannelNoteHeader"/>.</summary>
    internal (byte[] State, byte[] Pending, byte[] Raw) Read(int area)
    {
        var copy = _memory.ValidCopy(area);
        var header = _memory.NoteHeader(area, copy);
        var content = _memory.NoteContent(area, copy);
        return (
            content[..header.State].ToArray(),
            content.Slice(header.State, header.Pending).ToArray(),
            content.Slice(header.State + header.Pending, header.Raw).ToArray()
        );
    }

    /// <summary>Takes what the channel's pipe holds, up to 16 KiB.</summary>
    /// <param name="input">Gets it.</param>
    internal TransferResult Stage(int area, int pipe, Span<byte> input)
    {
        ref var header = ref _memory.Header;
        header.Sequence++;
        header.Area = area;
        _memory.SetPhase(LogNotesPhase.Moving);
        var moved = Pipe.Splice(pipe, _stagingWriter, Math.Min(input.Length, LogNotesMemory.RawCapacity));
        if (moved.Count == 0)
        {
            _memory.SetPhase(LogNotesPhase.Idle);
            return moved;
        }
        header.Staged = moved.Count;
        _memory.SetPhase(LogNotesPhase.Staged);
        var raw = _memory.Raw[..moved.Count];
        for (var taken = 0; taken < raw.Length; )
        {
            var read = FileDescriptor.Read(_staging.Number, raw[taken..]);
            if (read.Count == 0)
                return new TransferResult(0, read.IsSuccess ? Errno.EIO : read.Errno);
            taken += read.Count;
        }
        raw.CopyTo(input);
        return moved;
    }

    /// <summary>What was staged, or was pending, has become output, and the transform what it is now; writing begins.</summary>
    /// <param name="pending">What stays behind the output.</param>
    /// <param name="raw">What an earlier process took from the pipe and nobody has transformed yet.</param>
    /// <returns>What to write: a copy of the output. Empty when there is no room for it: it is written unnoted.</returns>
    internal ReadOnlySpan<byte> Begin(
        int area,
        ChannelTransform transform,
        ReadOnlySpan<byte> pending,
        ReadOnlySpan<byte> raw,
        ReadOnlySpan<byte> output
    )
    {
        var fits = output.Length <= LogNotesMemory.OutputCapacity;
        var next = 1 - _memory.ValidCopy(area);
        Write(area, next, transform, pending, raw);
        if (fits)
            output.CopyTo(_memory.Output);
        ref var header = ref _memory.Header;
        header.Sequence++;
        header.Area = area;
        header.Next = next;
        header.OutputLength = fits ? output.Length : 0;
        header.Progress = 0;
        _memory.SetPhase(LogNotesPhase.Writing);
        _memory.SetValidCopy(area, next);
        _isWriting = fits;
        return fits ? _memory.Output[..output.Length] : default;
    }

    /// <summary>The next bytes of the output go to this place in a file.</summary>
    internal void BeginPiece(ReadOnlySpan<byte> path, in FileStatus file, long size, int length)
    {
        if (!_isWriting)
            return;
        ref var header = ref _memory.Header;
        _memory.SetPath(path);
        (header.Device, header.Inode, header.SizeBefore) = (file.Device, file.Inode, size);
        Volatile.Write(ref header.Progress, header.Progress | (uint)length);
    }

    /// <summary>They are there; or bytes have gone to a target that has no places.</summary>
    internal void EndPiece(int length)
    {
        if (_isWriting)
            Volatile.Write(ref _memory.Header.Progress, ((_memory.Header.Progress >> 32) + length) << 32);
    }

    /// <summary>The output is written, or as much of it as can be now.</summary>
    /// <param name="pending">What is left of it.</param>
    /// <param name="raw">As when it began.</param>
    internal void End(int area, ChannelTransform transform, ReadOnlySpan<byte> pending, ReadOnlySpan<byte> raw)
    {
        _isWriting = false;
        if (!pending.IsEmpty)
            Save(area, transform, pending, raw);
        _memory.SetPhase(LogNotesPhase.Idle);
    }

    /// <summary>Notes what is half-way, without a batch.</summary>
    internal void Save(int area, ChannelTransform transform, ReadOnlySpan<byte> pending, ReadOnlySpan<byte> raw)
    {
        var next = 1 - _memory.ValidCopy(area);
        Write(area, next, transform, pending, raw);
        _memory.SetValidCopy(area, next);
    }

    private void Write(int area, int copy, ChannelTransform transform, ReadOnlySpan<byte> pending, ReadOnlySpan<byte> raw)
    {
        var content = _memory.NoteContent(area, copy);
        var state = transform.Save(content);
        // More waits only behind a target that has taken nothing for long.
        pending = pending[..Math.Min(pending.Length, content.Length - state - raw.Length)];
        pending.CopyTo(content[state..]);
        raw.CopyTo(content[(state + pending.Length)..]);
        _memory.NoteHeader(area, copy) = new ChannelNoteHeader
        {
            State = state,
            Pending = pending.Length,
            Raw = raw.Length,
            EventsEnd = _outputs?.EventsEnd ?? 0,
        };
    }

    private static int OpenStaging(ref Descriptor? staging, out int writer)
    {
        writer = -1;
        try
        {
            if (staging is null)
            {
                (staging, var end) = Pipe.Create(nonBlockingRead: true);
                end.Dispose();
            }
            return PipeEnd.OpenWriter(staging.Number, out writer);
        }
        catch (PosixException failure)
        {
            return failure.ErrorNumber;
        }
    }
}
