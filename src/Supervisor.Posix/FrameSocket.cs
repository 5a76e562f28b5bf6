namespace Supervisor.Posix;

/// <summary>
/// Messages of one fixed length over a local stream socket, with descriptors on the way. It never waits: what the other side does not take
/// yet is kept until <see cref="Flush"/> finds room. Sending and receiving allocate nothing once the buffers have their size.
/// </summary>
/// <param name="socket">Owned from now on.</param>
public sealed class FrameSocket(Descriptor socket, int frameLength) : IDisposable
{
    /// <summary>
    /// Messages of one send. They fill a page, which a stream socket takes as one piece or not at all, and one send can carry more
    /// descriptors than that.
    /// </summary>
    private const int MostAtOnce = 128;

    private readonly byte[] _input = new byte[frameLength * MostAtOnce];
    private readonly int[] _received = new int[DescriptorSocket.MostDescriptors];
    private readonly Queue<Descriptor> _arrived = new(0);
    private readonly Queue<Batch> _waiting = new(1);

    /// <summary>Kept, so that in steady state none is made.</summary>
    private Batch? _spare = new(frameLength);
    private Batch? _last;
    private int _inputStart;
    private int _inputEnd;

    public int Number => socket.Number;

    /// <summary>A program that this process executes finds it under the same number.</summary>
    public void PassOn() => socket.PassOn();

    public bool IsOpen => socket.IsOpen;

    /// <summary>Something has not been taken yet: <see cref="Flush"/> is due when the socket is writable.</summary>
    public bool HasWaiting => _waiting.Count > 0;

    /// <summary>Puts a message behind those that wait; <see cref="Flush"/> sends them.</summary>
    /// <param name="descriptor">Goes with it as a duplicate; −1 for none. Where none can be made the message goes at once.</param>
    /// <returns>0, or the errno: no descriptor is left for the duplicate, and the other side does not take the message now either.</returns>
    public int Add(ReadOnlySpan<byte> frame, int descriptor = -1)
    {
        Descriptor? copy = null;
        var errno = descriptor < 0 ? 0 : FileDescriptor.Duplicate(descriptor, out copy);
        if (errno != 0)
            return TrySendNow(frame, descriptor) ? 0 : errno;
        if (_last is not { Frames: < MostAtOnce })
        {
            _last = _spare ?? new Batch(frameLength);
            _spare = null;
            _waiting.Enqueue(_last);
        }
        _last.Add(frame, copy);
        return 0;
    }

    /// <summary>Sends what is taken now.</summary>
    /// <returns>False when the other side is gone; what waited is dropped.</returns>
    public bool Flush()
    {
        while (_waiting.TryPeek(out var batch))
        {
            var result = DescriptorSocket.TrySend(socket.Number, batch.Bytes, batch.Numbers);
            if (result.WouldBlock)
                return true;
            if (!result.IsSuccess || result.Count != batch.Bytes.Length)
            {
                DropWaiting();
                return false;
            }
            _waiting.Dequeue();
            batch.Clear();
            _spare = batch;
            if (_waiting.Count == 0)
                _last = null;
        }
        return true;
    }

    /// <summary>The next message; its descriptor, if it has one, is then taken by <see cref="TakeDescriptor"/>.</summary>
    /// <param name="frame">Valid until the next call.</param>
    /// <param name="isClosed">The other side is gone, and everything it had sent has been taken.</param>
    /// <param name="waits">Waits until there is one or the other side is gone.</param>
    /// <returns>False when there is none now.</returns>
    public bool TryReceive(out ReadOnlySpan<byte> frame, out bool isClosed, bool waits = false)
    {
        isClosed = false;
        frame = default;
        while (_inputEnd - _inputStart < frameLength)
        {
            _input.AsSpan(_inputStart, _inputEnd - _inputStart).CopyTo(_input);
            (_inputStart, _inputEnd) = (0, _inputEnd - _inputStart);
            var room = _input.AsSpan(_inputEnd);
            int count;
            var result = waits
                ? DescriptorSocket.Receive(socket.Number, room, _received, out count)
                : DescriptorSocket.TryReceive(socket.Number, room, _received, out count);
            for (var index = 0; index < count; index++)
                _arrived.Enqueue(new Descriptor(_received[index]));
            isClosed = !result.WouldBlock && result.Count == 0;
            if (result.Count == 0)
                return false;
            _inputEnd += result.Count;
        }
        frame = _input.AsSpan(_inputStart, frameLength);
        _inputStart += frameLength;
        return true;
    }

    /// <summary>The next of the descriptors that have come; null when there is none, though a message may have promised one.</summary>
    public Descriptor? TakeDescriptor() => _arrived.TryDequeue(out var descriptor) ? descriptor : null;

    public void Dispose()
    {
        DropWaiting();
        while (_arrived.TryDequeue(out var descriptor))
            descriptor.Dispose();
        socket.Dispose();
    }

    private void DropWaiting()
    {
        while (_waiting.TryDequeue(out var batch))
            batch.Clear();
        _last = null;
    }

    /// <summary>Behind what waits: a message is a small part of a page, so that it is taken as a whole or not at all.</summary>
    private bool TrySendNow(ReadOnlySpan<byte> frame, int descriptor) =>
        Flush() && !HasWaiting && DescriptorSocket.TrySend(socket.Number, frame, [descriptor]).Count == frame.Length;

    /// <summary>Messages that go together, with their descriptors in order.</summary>
    private sealed class Batch(int frameLength)
    {
        private readonly byte[] _bytes = new byte[frameLength * MostAtOnce];
        private readonly int[] _numbers = new int[MostAtOnce];
        private readonly List<Descriptor> _descriptors = [];

        public int Frames { get; private set; }

        public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Frames * frameLength);

        public ReadOnlySpan<int> Numbers => _numbers.AsSpan(0, _descriptors.Count);

        public void Add(ReadOnlySpan<byte> frame, Descriptor? descriptor)
        {
            frame.CopyTo(_bytes.AsSpan(Frames++ * frameLength));
            if (descriptor is null)
                return;
            _numbers[_descriptors.Count] = descriptor.Number;
            _descriptors.Add(descriptor);
        }

        public void Clear()
        {
            foreach (var descriptor in _descriptors)
                descriptor.Dispose();
            _descriptors.Clear();
            Frames = 0;
        }
    }
}
