using Supervisor.Engine.Loop;
using Supervisor.Posix;

namespace Supervisor.Simulation.Tests.Schedules;

/// <summary>The simulated loop has no descriptors: whatever wants to wait for one is not simulated yet.</summary>
internal sealed class NoDescriptors : ILoopDescriptors
{
    public void Watch(int descriptor, ReadinessEvents events, IReadinessTarget target) => throw new NotSupportedException();

    public void Change(int descriptor, ReadinessEvents events) => throw new NotSupportedException();

    public void Forget(int descriptor) => throw new NotSupportedException();
}
