namespace Supervisor.Engine.Spawning;

/// <summary>The spawners as the loop sees them.</summary>
public interface ISpawners
{
    /// <summary>Has a child made; the answer comes as a message.</summary>
    void Submit(SpawnRequest request);

    /// <summary>Has the request's command looked up, without making a child; the <see cref="CommandCheck"/> comes as a message.</summary>
    /// <param name="ticket">Comes back with the answer.</param>
    void Check(SpawnRequest request, object ticket);

    /// <summary>Requests that nobody has taken yet.</summary>
    int Waiting { get; }

    /// <summary>Requests that have been taken, ever.</summary>
    long Taken { get; }

    /// <summary>One more spawner, unless there are too many already.</summary>
    void AddThread();
}
