using Supervisor.Engine.Loop;
using Supervisor.Posix;

namespace Supervisor.Engine.Slots;

/// <summary>
/// What programs of a slot are sent on their standard input: written at once as far as the pipe takes it, the rest as the program reads.
/// Each run begins with an empty pipe.
/// </summary>
public sealed class StandardInput(Descriptor writer, ILoopDescriptors descriptors) : IReadinessTarget, IDisposable
{
    /// <summary>Bytes that wait besides what the pipe holds.</summary>
    public const int Capacity = 4 * 1024 * 1024;

    private readonly LinkedList<ReadOnlyMemory<byte>> _waiting = new();
    private int _waitingBytes;
    private bool _isWatched;
    private bool _wasUsed;

    public int Descriptor => writer.Number;

    /// <summary>Everything that was written has reached the pipe.</summary>
    public bool IsEmpty => _waitingBytes == 0;

    /// <summary>Takes all of the bytes or none of them; where nothing waits, also more than <see cref="Capacity"/>.</summary>
    /// <returns>
    /// 0; EPIPE when nobody has the pipe open for reading; ENOBUFS when too much waits already; what keeps the pipe from being watched, when
    /// it takes no more now: then a part may have been written.
    /// </returns>
    public int Write(ReadOnlyMemory<byte> bytes)
    {
        if (_waitingBytes > 0 && _waitingBytes + bytes.Length > Capacity)
            return Errno.ENOBUFS;
        _wasUsed = true;
        if (_waitingBytes == 0)
        {
            var errno = WriteNow(ref bytes);
            if (errno != 0)
                return errno;
        }
        if (bytes.IsEmpty)
            return 0;
        if (Watch() is var refusal and not 0)
            return refusal;
        // The caller's buffer is used again for its next message.
        _waiting.AddLast(bytes.ToArray());
        _waitingBytes += bytes.Length;
        return 0;
    }

    public void Ready(ReadinessEvents events)
    {
        while (_waiting.First is { } first)
        {
            var bytes = first.Value;
            if (WriteNow(ref bytes) != 0)
            {
                Drop();
                return;
            }
            _waitingBytes -= first.Value.Length - bytes.Length;
            if (!bytes.IsEmpty)
            {
                first.Value = bytes;
                return;
            }
            _waiting.RemoveFirst();
        }
        Unwatch();
    }

    /// <summary>A new run begins: it is not to read what was meant for the last one.</summary>
    public void Restart()
    {
        if (!_wasUsed)
            return;
        Drop();
        _wasUsed = false;
        if (PipeEnd.OpenReader(writer.Number, out var reader) != 0)
            return;
        Span<byte> rest = stackalloc byte[4096];
        while (Pipe.Available(reader) > 0 && FileDescriptor.Read(reader, rest).Count > 0) { }
        PipeEnd.Close(reader);
    }

    public void Dispose()
    {
        Drop();
        writer.Dispose();
    }

    private int WriteNow(ref ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var result = FileDescriptor.Write(writer.Number, bytes.Span);
            if (result.WouldBlock)
                return 0;
            if (!result.IsSuccess)
                return result.Errno;
            bytes = bytes[result.Count..];
        }
        return 0;
    }

    private int Watch()
    {
        if (_isWatched)
            return 0;
        try
        {
            descriptors.Watch(writer.Number, ReadinessEvents.Writable, this);
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
        descriptors.Forget(writer.Number);
    }

    private void Drop()
    {
        _waiting.Clear();
        _waitingBytes = 0;
        Unwatch();
    }
}
