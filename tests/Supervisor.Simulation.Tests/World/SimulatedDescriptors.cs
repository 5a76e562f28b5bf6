using Supervisor.Engine.Loop;
using Supervisor.Posix;

namespace Supervisor.Simulation.Tests.World;

/// <summary>The descriptors of processes that the loop waits for; nothing else has any here. Level-triggered, as epoll(7) is.</summary>
internal sealed class SimulatedDescriptors(SimulatedKernel kernel) : ILoopDescriptors
{
    private readonly Dictionary<int, (ReadinessEvents Events, IReadinessTarget Target)> _watched = [];

    public bool HasReady => _watched.Any(watched => ReadyEvents(watched.Key, watched.Value.Events) != ReadinessEvents.None);

    public bool IsEmpty => _watched.Count == 0;

    public void Watch(int descriptor, ReadinessEvents events, IReadinessTarget target) => _watched.Add(descriptor, (events, target));

    public void Change(int descriptor, ReadinessEvents events) => _watched[descriptor] = (events, _watched[descriptor].Target);

    public void Forget(int descriptor)
    {
        if (!_watched.Remove(descriptor))
            throw new InvariantBrokenException($"descriptor {descriptor} was forgotten, which is not watched");
    }

    /// <summary>Tells of everything that is ready.</summary>
    public void Deliver()
    {
        foreach (var descriptor in _watched.Keys.ToArray())
        {
            if (!_watched.TryGetValue(descriptor, out var watched))
                continue;
            var ready = ReadyEvents(descriptor, watched.Events);
            if (ready != ReadinessEvents.None)
                watched.Target.Ready(ready);
        }
    }

    public void MasterDied() => _watched.Clear();

    /// <summary>A pidfd is readable from the end on, and hung up once the process has been reaped; that is told without being asked for.</summary>
    private ReadinessEvents ReadyEvents(int descriptor, ReadinessEvents wanted)
    {
        var life = kernel.ProcessOf(descriptor).Life;
        var ready = life == SimulatedLife.Alive ? ReadinessEvents.None : wanted & ReadinessEvents.Readable;
        return life == SimulatedLife.Gone ? ready | ReadinessEvents.HungUp : ready;
    }
}
