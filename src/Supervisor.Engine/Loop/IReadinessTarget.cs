using Supervisor.Posix;

namespace Supervisor.Engine.Loop;

/// <summary>Is told on the loop's thread that its descriptor is ready.</summary>
public interface IReadinessTarget
{
    void Ready(ReadinessEvents events);
}
