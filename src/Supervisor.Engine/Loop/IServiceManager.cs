namespace Supervisor.Engine.Loop;

/// <summary>Who started the daemon and wants to know how it fares; on the loop's thread, and it never waits.</summary>
public interface IServiceManager
{
    /// <summary>The daemon serves: it has started, or a reload is over.</summary>
    /// <param name="status">One line for people.</param>
    void Ready(string status);

    /// <summary>A reload has begun, or everything is stopped only to begin anew; <see cref="Ready"/> follows.</summary>
    /// <param name="status">One line for people.</param>
    void Reloading(string status);

    /// <summary>Everything is being stopped, and the daemon ends.</summary>
    void Stopping();
}
