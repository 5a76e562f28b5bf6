using Supervisor.Engine.Journal;
using Supervisor.Engine.Recovery;
using Supervisor.Posix;
using Supervisor.Protocol.Keeping;

namespace Supervisor.Simulation.Tests.World;

/// <summary>What the simulated machine says of a pid.</summary>
internal sealed class SimulatedWitness(SimulatedKernel kernel, SimulatedClock clock) : IChildWitness
{
    public bool MayReadStatus => kernel.CanReadZombies;

    public TimeSpan Uptime => TimeSpan.FromTicks(clock.Now / TimeSpan.NanosecondsPerTick);

    public ChildCondition LookAtOwn(int processId) =>
        kernel.Find(processId) is not { Guardian: SimulatedGuardian.Master } process ? ChildCondition.None
        : process.Life == SimulatedLife.Alive ? ChildCondition.Alive
        : ChildCondition.Ended;

    public KeeperChildCondition AskKeeper(int processId) =>
        kernel.Find(processId) is not { Guardian: SimulatedGuardian.Keeper } process ? KeeperChildCondition.Stranger
        : process.Life == SimulatedLife.Alive ? KeeperChildCondition.Alive
        : KeeperChildCondition.Ended;

    public ProcessStat? Find(int processId) =>
        kernel.Find(processId) is { } process
            ? new ProcessStat(
                processId,
                process.Life == SimulatedLife.Alive ? 'S' : 'Z',
                1,
                process.Group?.Number ?? 0,
                0,
                process.StartTime,
                process.Life == SimulatedLife.Zombie && kernel.CanReadZombies ? process.Exit.WaitStatus : 0
            )
            : null;

    public ChildExit? ExitByHandle(SlotRecord record, int processId) => null;
}
