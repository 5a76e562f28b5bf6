using Supervisor.Engine.Loop;
using Supervisor.Posix;

namespace Supervisor.Engine.Slots;

/// <summary>
/// What programs of a slot are sent on their standard input: written at once as far as the pipe takes it, the rest as the program reads.
/// Each run begins with an empty pipe. What waits is in memory that can outlive this process.
/// </summary>
public sealed class StandardInput : IReadinessTarget, IDisposable
{
    /// <summary>Bytes that wait besides what the pipe holds.</summary>
    public const int Capacity = 4 * 1024 * 1024;

    /// <summary>So many bytes go into a pipe wholly or not at all (PIPE_BUF, pipe(7)).</summary>
    private const int LargestAtOnce = 4096;

    private readonly Descriptor _writer;
    private readonly ILoopDescriptors _descriptors;
    private WaitingBytes? _waiting;
    private bool _isWatched;
    private bool _wasUsed;

    /// <param name="writer">Owned from now on, as is what waits.</param>
    public StandardInput(Descriptor writer, ILoopDescriptors descriptors) => (_writer, _descriptors) = (writer, descriptors);

    /// <summary>One that was there before a new start of the daemon: its program may have something still to read.</summary>
    /// <param name="waiting">What waited; null when nothing did.</param>
    public StandardInput(Descriptor writer, ILoopDescriptors descriptors, Descriptor? waiting)
        : this(writer, descriptors)
    {
        _wasUsed = true;
        _waiting = waiting is null ? null : WaitingBytes.Of(waiting);
        // Where it cannot be watched now, what waits goes on with the next that is written.
        if (_waiting is { Count: > 0 })
            _ = Watch();
    }

    public int Descriptor => _writer.Number;

    /// <summary>The descriptor of what waits; null while nothing has ever waited.</summary>
    public int? Waiting => _waiting?.Number;

    /// <summary>Told when there is something to wait for the first time, before it does: from then on <see cref="Waiting"/> is there.</summary>
    public Action? BeginsToWait { get; set; }

    /// <summary>Everything that was written has reached the pipe.</summary>
    public bool IsEmpty => _waiting is not { Count: > 0 };

    /// <summary>Takes all of the bytes or none of them; where nothing waits, also more than <see cref="Capacity"/>.</summary>
    /// <returns>
    /// 0; EPIPE when nobody has the pipe open for reading; ENOBUFS when too much waits already; what keeps the pipe from being watched or
    /// the bytes from being kept, when it takes no more now: then a part may have been written.
    /// </returns>
    public int Write(ReadOnlyMemory<byte> bytes)
    {
        if (!IsEmpty && _waiting!.Count + bytes.Length > Capacity)
            return Errno.ENOBUFS;
        _wasUsed = true;
        if (bytes.IsEmpty)
            return 0;
        if (IsEmpty && bytes.Length <= LargestAtOnce)
        {
            var result = FileDescriptor.Write(_writer.Number, bytes.Span);
            if (!result.WouldBlock)
                return result.Errno;
        }
        return WriteLater(bytes.Span);
    }

    public void Ready(ReadinessEvents events)
    {
        if (_waiting!.MoveInto(_writer.Number) != 0)
            Drop();
        else if (IsEmpty)
            Unwatch();
    }

    /// <summary>A new run begins: it is not to read what was meant for the last one.</summary>
    public void Restart()
    {
        if (!_wasUsed)
            return;
        Drop();
        _wasUsed = false;
        if (PipeEnd.OpenReader(_writer.Number, out var reader) != 0)
            return;
        Span<byte> rest = stackalloc byte[4096];
        while (Pipe.Available(reader) > 0 && FileDescriptor.Read(reader, rest).Count > 0) { }
        PipeEnd.Close(reader);
    }

    public void Dispose()
    {
        Unwatch();
        _waiting?.Dispose();
        _waiting = null;
        _writer.Dispose();
    }

    /// <summary>Everything is noted before any of it is in the pipe: a message that is begun is brought to its end.</summary>
    private int WriteLater(ReadOnlySpan<byte> bytes)
    {
        if (_waiting is null)
        {
            if (WaitingBytes.TryCreate(out _waiting) is var refusal and not 0)
                return refusal;
            BeginsToWait?.Invoke();
        }
        if (_waiting!.Append(bytes) is var full and not 0)
            return full;
        var errno = _waiting.MoveInto(_writer.Number);
        if (errno == 0 && !IsEmpty)
            errno = Watch();
        if (errno != 0)
            Drop();
        return errno;
    }

    private int Watch()
    {
        if (_isWatched)
            return 0;
        try
        {
            _descriptors.Watch(_writer.Number, ReadinessEvents.Writable, this);
        }
        catch (PosixException failure)
        {
            return failure.ErrorNumber;
        }
        _isWatched = true;
        return 0;
    }

    private void Unwatch()
    {
        if (!_isWatched)
            return;
        _isWatched = false;
        _descriptors.Forget(_writer.Number);
    }

    private void Drop()
    {
        _waiting?.Clear();
        Unwatch();
    }
}
