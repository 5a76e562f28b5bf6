using Supervisor.Configuration.Settings;
using Supervisor.Engine.Spawning;
using Supervisor.Engine.Time;
using Supervisor.Posix;
using Supervisor.Simulation.Tests.Invariants;

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
    private readonly List<SimulatedSpawn> _halfMade = [];
    private readonly Dictionary<ProcessKey, SimulatedProcess> _lastChildren = [];
    private int _threads = 1;

    /// <summary>Told of every request.</summary>
    public Action<SpawnRequest>? Submitted { get; set; }

    /// <summary>Told when a request has become a child whose start will be answered.</summary>
    public Action<SimulatedSpawn>? Started { get; set; }

    public int Waiting => _spawns.Count(spawn => spawn.Stage == SimulatedSpawnStage.Waiting);

    public long Taken { get; private set; }

    public IReadOnlyList<SimulatedSpawn> UnderWay => _spawns;

    /// <summary>Children that a dead master has left between fork and exec.</summary>
    public IReadOnlyList<SimulatedSpawn> HalfMade => _halfMade;

    public SimulatedProcess? LastChildOf(ProcessSettings settings) => _lastChildren.GetValueOrDefault(ProcessKey.Of(settings));

    /// <summary>What has not been forked never will be; what has goes on without its spawner.</summary>
    public void MasterDied()
    {
        _halfMade.AddRange(_spawns.Where(spawn => spawn is { Stage: SimulatedSpawnStage.Forked, Child.Life: SimulatedLife.Alive }));
        _spawns.Clear();
        _threads = 1;
    }

    /// <summary>A half-made child executes its program, or cannot.</summary>
    public void GoOn(SimulatedSpawn spawn)
    {
        var child = spawn.Child!;
        if (child.Life == SimulatedLife.Alive && spawn.Hangs)
            return;
        _halfMade.Remove(spawn);
        if (child.Life == SimulatedLife.Alive)
            ExecuteProgram(child);
    }

    public void AddThread() => _threads = Math.Min(MostThreads, _threads + 1);

    public void Submit(SpawnRequest request)
    {
        Submitted?.Invoke(request);
        kernel.Doom.Pass();
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
        _lastChildren[ProcessKey.Of(spawn.Slot.Settings)] = child;
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
            if (!ExecuteProgram(child))
            {
                spawn.Stage = SimulatedSpawnStage.FailedInChild;
                return;
            }
        }
        spawn.Stage = SimulatedSpawnStage.Done;
        spawn.At = Now;
        Started?.Invoke(spawn);
    }

    /// <summary>False when the child could not, and has ended.</summary>
    private bool ExecuteProgram(SimulatedProcess child)
    {
        SimulatedKernel.LeadGroup(child);
        if (Fails)
        {
            kernel.End(child, new ChildExit(child.ProcessId, 127, null, false));
            return false;
        }
        child.IsBeforeExec = false;
        child.IgnoresStopSignals = !kernel.IsCooperating && random.Next(5) == 0;
        child.IsProtected = !kernel.IsCooperating && random.Next(60) == 0;
        return true;
    }

    private void Answer(SimulatedSpawn spawn, int processId, string? error)
    {
        _spawns.Remove(spawn);
        answers(new SpawnAnswer(spawn.Request, processId, error, error is null ? spawn.At : Now));
    }
}
