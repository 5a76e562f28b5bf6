using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>An epoll(7) instance. Descriptors are told apart by a tag of the caller's choice. Waiting allocates nothing.</summary>
public sealed unsafe class Epoll : IDisposable
{
    private const int Forever = -1;
    private static readonly bool IsPacked = RuntimeInformation.ProcessArchitecture == Architecture.X64;
    private readonly Descriptor _epoll;
    private readonly byte* _events;
    private readonly int _capacity;

    /// <param name="capacity">How many answers one wait can bring.</param>
    public Epoll(int capacity)
    {
        var number = LibC.epoll_create1(LibC.EPOLL_CLOEXEC);
        if (number < 0)
            throw PosixException.Last(nameof(LibC.epoll_create1));
        _epoll = new Descriptor(number);
        _capacity = capacity;
        _events = (byte*)NativeMemory.AllocZeroed((nuint)capacity, (nuint)sizeof(LibC.epoll_event_arm64));
    }

    public void Add(int descriptor, ReadinessEvents events, ulong tag) => Control(LibC.EPOLL_CTL_ADD, descriptor, events, tag);

    public void Modify(int descriptor, ReadinessEvents events, ulong tag) => Control(LibC.EPOLL_CTL_MOD, descriptor, events, tag);

    public void Remove(int descriptor) => Control(LibC.EPOLL_CTL_DEL, descriptor, ReadinessEvents.None, 0);

    /// <summary>Waits until something is ready or the time is over; a signal that interrupts the wait counts as nothing ready.</summary>
    /// <param name="ready">Filled from its start.</param>
    /// <param name="milliseconds">Null waits without end.</param>
    /// <returns>How many entries of <paramref name="ready"/> are filled.</returns>
    public int Wait(Span<ReadyDescriptor> ready, int? milliseconds)
    {
        var count = LibC.epoll_wait(_epoll.Number, _events, Math.Min(_capacity, ready.Length), milliseconds ?? Forever);
        if (count < 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            return errno == Errno.EINTR ? 0 : throw new PosixException(nameof(LibC.epoll_wait), errno);
        }
        for (var index = 0; index < count; index++)
            ready[index] = IsPacked ? Packed(index) : Aligned(index);
        return count;
    }

    public void Dispose()
    {
        if (!_epoll.IsOpen)
            return;
        _epoll.Dispose();
        NativeMemory.Free(_events);
    }

    private ReadyDescriptor Packed(int index)
    {
        var entry = ((LibC.epoll_event_x64*)_events)[index];
        return new ReadyDescriptor(entry.data, (ReadinessEvents)entry.events);
    }

    private ReadyDescriptor Aligned(int index)
    {
        var entry = ((LibC.epoll_event_arm64*)_events)[index];
        return new ReadyDescriptor(entry.data, (ReadinessEvents)entry.events);
    }

    private void Control(int operation, int descriptor, ReadinessEvents events, ulong tag)
    {
        var packed = new LibC.epoll_event_x64 { events = (uint)events, data = tag };
        var aligned = new LibC.epoll_event_arm64 { events = (uint)events, data = tag };
        var result = LibC.epoll_ctl(_epoll.Number, operation, descriptor, IsPacked ? &packed : &aligned);
        if (result < 0)
            throw PosixException.Last(nameof(LibC.epoll_ctl));
    }
}
