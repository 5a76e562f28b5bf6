namespace Supervisor.Simulation.Tests.World;

/// <summary>Kills the master in the middle of what it does: before or after something that outlives it.</summary>
internal sealed class SimulatedDoom
{
    private int? _countdown;

    /// <summary>How many such points there have been.</summary>
    public int Passed { get; private set; }

    /// <summary>It dies after so many more points; null lets it live.</summary>
    public void Set(int? points) => _countdown = points;

    /// <exception cref="MasterDiedException">It dies here.</exception>
    public void Pass()
    {
        Passed++;
        if (_countdown is not { } left)
            return;
        _countdown = left > 0 ? left - 1 : null;
        if (left == 0)
            throw new MasterDiedException();
    }
}
