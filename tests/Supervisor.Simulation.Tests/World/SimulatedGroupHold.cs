using Supervisor.Engine.Kernel;
using Supervisor.Posix;

namespace Supervisor.Simulation.Tests.World;

/// <summary>A held group: the group itself, whatever its number has come to mean.</summary>
internal sealed class SimulatedGroupHold(SimulatedKernel kernel, SimulatedGroup group) : IProcessGroupHold
{
    private bool _isDisposed;

    public bool HasMembers => Open().Members.Count > 0;

    public int Send(SignalNumber signal) => kernel.SignalGroup(Open(), signal);

    public void Dispose()
    {
        if (_isDisposed)
            throw new InvariantBrokenException("a group was let go twice");
        _isDisposed = true;
        kernel.OpenHolds--;
    }

    private SimulatedGroup Open() => _isDisposed ? throw new InvariantBrokenException("a group was used after it was let go") : group;
}
