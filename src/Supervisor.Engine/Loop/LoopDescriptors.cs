using Supervisor.Posix;

namespace Supervisor.Engine.Loop;

/// <summary>The loop's epoll(7), and who is told of each descriptor. Waiting and telling allocate nothing.</summary>
public sealed class LoopDescriptors : ILoopDescriptors, IDisposable
{
    private const int MostAtOnce = 64;
    private readonly Epoll _epoll = new(MostAtOnce);
    private Watched[] _watched = new Watched[16];
    private uint _lastSerial;

    public void Watch(int descriptor, ReadinessEvents events, IReadinessTarget target)
    {
        if (descriptor >= _watched.Length)
            Array.Resize(ref _watched, Math.Max(descriptor + 1, _watched.Length * 2));
        _watched[descriptor] = new Watched(target, ++_lastSerial);
        try
        {
            _epoll.Add(descriptor, events, Tag(descriptor));
        }
        catch (PosixException)
        {
            _watched[descriptor] = default;
            throw;
        }
    }

    public void Change(int descriptor, ReadinessEvents events) => _epoll.Modify(descriptor, events, Tag(descriptor));

    public void Forget(int descriptor)
    {
        _epoll.Remove(descriptor);
        _watched[descriptor] = default;
    }

    /// <summary>Waits until a descriptor is ready or the time is over, and tells whom it concerns.</summary>
    /// <param name="milliseconds">Null waits without end.</param>
    public void Wait(int? milliseconds)
    {
        Span<ReadyDescriptor> ready = stackalloc ReadyDescriptor[MostAtOnce];
        var count = _epoll.Wait(ready, milliseconds);
        for (var index = 0; index < count; index++)
        {
            var watched = _watched[(int)(uint)ready[index].Tag];
            // One told before it in this turn may have closed it, and its number may be another's by now.
            if (watched.Serial == ready[index].Tag >> 32)
                watched.Target!.Ready(ready[index].Events);
        }
    }

    public void Dispose() => _epoll.Dispose();

    private ulong Tag(int descriptor) => ((ulong)_watched[descriptor].Serial << 32) | (uint)descriptor;

    /// <param name="Serial">Of the watch; 0 when there is none.</param>
    private readonly record struct Watched(IReadinessTarget? Target, uint Serial);
}
