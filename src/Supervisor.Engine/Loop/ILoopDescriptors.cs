using Supervisor.Posix;

namespace Supervisor.Engine.Loop;

/// <summary>The descriptors that the loop waits for, besides time and messages. Used on the loop's thread only.</summary>
public interface ILoopDescriptors
{
    /// <param name="descriptor">Stays open until <see cref="Forget"/>; is watched once at most.</param>
    /// <exception cref="PosixException">The kernel has no memory for it, or the user has as many watches as are allowed (epoll(7)).</exception>
    void Watch(int descriptor, ReadinessEvents events, IReadinessTarget target);

    /// <summary>Waits for other events of a watched descriptor.</summary>
    void Change(int descriptor, ReadinessEvents events);

    /// <summary>To be called before the descriptor is closed: nothing is told of it from then on.</summary>
    void Forget(int descriptor);
}
