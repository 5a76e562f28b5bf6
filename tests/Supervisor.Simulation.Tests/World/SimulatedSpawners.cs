using Supervisor.Engine.Spawning;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Simulation.Tests.World;

/// <summary>Spawners that go on only when they are told to, fail, hang, and answer late.</summary>
internal sealed class SimulatedSpawners(
    SimulatedKernel kernel,
    SimulatedClock clock,
    Random random,
    Action<SpawnAnswer> answers,
    Action<CommandCheck> checks
) : ISpawners
{
    private const int MostThreads = 16;

    private readonly List<SimulatedSpawn> _spawns = [];
    private int _threads = 1;

    /// <summary>Told of every request.</summary>
    public Action<SpawnRequest>? Submitted { get; set; }

    /// <summary>Told when a request has become a child whose start will be answered.</summary>
    public Action<SimulatedSpawn>? Started { get; set; }

    public int Waiting => _spawns.Count(spawn => spawn.Stage == SimulatedSpawnStage.Waiting);

    public long Taken { get; private set; }

    public IReadOnlyList<SimulatedSpawn> UnderWay => _spawns;

    public void AddThread() => _threads = Math.Min(MostThreads, _threads + 1);

    public void Submit(SpawnRequest request)
    {
        Submitted?.Invoke(request);
        request.Published.Clear();
        request.MarkWaiting();
        _spawns.Add(new SimulatedSpawn(request) { Hangs = random.Next(12) == 0 });
    }

    public void Check(SpawnRequest request, object ticket) =>
        checks(new CommandCheck(ticket, Fails ? "can't find command 'it'" : null, IsMissing: true));

    /// <summary>One step of one request.</summary>
    public void Advance(SimulatedSpawn spawn)
    {
        switch (spawn.Stage)
        {
            case SimulatedSpawnStage.Waiting when _spawns.Count - Waiting < _threads || kernel.IsCooperating:
                spawn.Stage = SimulatedSpawnStage.Taken;
                spawn.Request.MarkTaken(Now);
                Taken++;
                break;
            case SimulatedSpawnStage.Taken when !spawn.Hangs:
                Fork(spawn);
                break;
            case SimulatedSpawnStage.Forked:
                Execute(spawn);
                break;
            case SimulatedSpawnStage.FailedInChild:
                Answer(spawn, 0, "couldn't exec it: ENOENT");
                break;
            case SimulatedSpawnStage.Done:
                Answer(spawn, spawn.Child!.ProcessId, null);
                break;
        }
    }

    private MonotonicTime Now => new(clock.Now);

    private bool Fails => !kernel.IsCooperating && random.Next(8) == 0;

    private void Fork(SimulatedSpawn spawn)
    {
        if (Fails)
        {
            Answer(spawn, 0, "can't find command 'it'");
            return;
        }
        if (kernel.Fork(spawn.Slot) is not { } child)
        {
            Answer(spawn, 0, "Too many processes in process table to spawn 'it'");
            return;
        }
        spawn.Child = child;
        spawn.Stage = SimulatedSpawnStage.Forked;
        spawn.Hangs = !kernel.IsCooperating && random.Next(6) == 0;
        spawn.Request.Published.Publish(child.ProcessId);
        if (random.Next(3) > 0)
            SimulatedKernel.LeadGroup(child);
    }

    private void Execute(SimulatedSpawn spawn)
    {
        var child = spawn.Child!;
        if (child.Life == SimulatedLife.Alive)
        {
            if (spawn.Hangs)
                return;
            SimulatedKernel.LeadGroup(child);
            if (Fails)
            {
                kernel.End(child, new ChildExit(child.ProcessId, 127, null, false));
                spawn.Stage = SimulatedSpawnStage.FailedInChild;
                return;
            }
            child.IsBeforeExec = false;
            child.IgnoresStopSignals = !kernel.IsCooperating && random.Next(5) == 0;
            child.IsProtected = !kernel.IsCooperating && random.Next(60) == 0;
        }
        spawn.Stage = SimulatedSpawnStage.Done;
        spawn.At = Now;
        Started?.Invoke(spawn);
    }

    private void Answer(SimulatedSpawn spawn, int processId, string? error)
    {
        _spawns.Remove(spawn);
        answers(new SpawnAnswer(spawn.Request, processId, error, error is null ? spawn.At : Now));
    }
}
