using Supervisor.Engine.Keeping;
using Supervisor.Posix;

namespace Supervisor.Simulation.Tests.World;

/// <summary>The keeper: inherits children, tells of their ends one at a time, holds pipes. It may be dead, or never have been there.</summary>
internal sealed class SimulatedKeeper(SimulatedKernel kernel, Random random) : IKeeper
{
    private readonly Dictionary<int, int> _held = [];
    private bool _hasBegun;

    /// <summary>The end that has been told; 0 when the keeper may tell of another.</summary>
    private int _told;

    public bool InheritsChildren => true;

    public bool HasLostMasters { get; private set; }

    /// <summary>What has been told and not been read.</summary>
    public Queue<ChildExit> Notices { get; } = new();

    public void Flush() { }

    public void Hold(int key, int descriptor)
    {
        if (kernel.HasKeeper)
            _held[key] = descriptor;
    }

    public void Drop(int key) => _held.Remove(key);

    public void Reap(int processId)
    {
        kernel.Doom.Pass();
        if (!kernel.HasKeeper)
            return;
        if (kernel.Find(processId) is not { Life: SimulatedLife.Zombie, Guardian: SimulatedGuardian.Keeper })
            throw new InvariantBrokenException($"the keeper was to reap pid {processId}, which is no ended child of it");
        kernel.Reap(processId, SimulatedGuardian.Keeper);
        if (_told == processId)
            _told = 0;
        Look();
    }

    /// <summary>A master says that it knows all there was.</summary>
    public void Begin()
    {
        _hasBegun = true;
        Look();
    }

    /// <summary>The master is dead: the next one gets what is held.</summary>
    public void MasterDied()
    {
        HasLostMasters = kernel.HasKeeper;
        _hasBegun = false;
        _told = 0;
        Notices.Clear();
    }

    /// <summary>What a new master gets. It holds its own copies from then on.</summary>
    public HeldDescriptors HandBack()
    {
        var held = new HeldDescriptors();
        foreach (var (key, number) in _held)
            held.Add(key, kernel.Receive(number, isStandardInput: key % 4 == 0));
        return held;
    }

    public void Die()
    {
        _held.Clear();
        MasterDied();
        HasLostMasters = false;
    }

    /// <summary>SIGCHLD: tells of one, where it may.</summary>
    public void Look()
    {
        if (!kernel.HasKeeper || !_hasBegun || _told != 0)
            return;
        var ended = kernel
            .Processes.Where(process => process is { Life: SimulatedLife.Zombie, Guardian: SimulatedGuardian.Keeper })
            .ToArray();
        if (ended.Length == 0)
            return;
        var first = ended[random.Next(ended.Length)];
        _told = first.ProcessId;
        Notices.Enqueue(first.Exit);
    }
}
