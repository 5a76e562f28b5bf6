namespace Supervisor.Engine.Spawning;

/// <summary>The spawners as the loop sees them.</summary>
public interface ISpawners
{
    /// <summary>Has a child made; the answer comes as a message.</summary>
    void Submit(SpawnRequest request);

    /// <summary>Requests that nobody has taken yet.</summary>
    int Waiting { get; }

    /// <summary>Requests that have been taken, ever.</summary>
    long Taken { get; }

    /// <summary>One more spawner, unless there are too many already.</summary>
    void AddThread();
}
