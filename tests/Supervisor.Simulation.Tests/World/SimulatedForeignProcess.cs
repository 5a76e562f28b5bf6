using Supervisor.Engine.Kernel;
using Supervisor.Posix;

namespace Supervisor.Simulation.Tests.World;

/// <summary>A held process: the process itself, whatever its pid has come to mean.</summary>
internal sealed class SimulatedForeignProcess(SimulatedKernel kernel, SimulatedProcess process, int? descriptor) : IForeignProcess
{
    private bool _isDisposed;

    public int? Descriptor => descriptor;

    public ChildExit? Exit =>
        Open().Life switch
        {
            SimulatedLife.Zombie when kernel.CanReadZombies => process.Exit,
            SimulatedLife.Gone when descriptor is not null => ExitOfReaped(),
            _ => null,
        };

    public bool IsGone => Open().Life == SimulatedLife.Gone;

    public int Signal(SignalNumber signal, bool toGroup)
    {
        kernel.Doom.Pass();
        if (Open().Life == SimulatedLife.Gone)
            return Errno.ESRCH;
        if (!toGroup)
            return kernel.SignalOne(process, signal);
        return process.Group is { } group && group.Number == process.ProcessId ? kernel.SignalGroup(group, signal) : Errno.ESRCH;
    }

    public void Dispose()
    {
        if (_isDisposed)
            throw new InvariantBrokenException("a process was let go twice");
        _isDisposed = true;
        process.Handles--;
    }

    private ChildExit? ExitOfReaped()
    {
        if (kernel.CanReadExits)
            return process.Exit;
        kernel.ExitsNotTold++;
        return null;
    }

    private SimulatedProcess Open() => _isDisposed ? throw new InvariantBrokenException("a process was used after it was let go") : process;
}
