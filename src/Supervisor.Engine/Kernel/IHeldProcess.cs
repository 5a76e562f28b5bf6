using Supervisor.Posix;

namespace Supervisor.Engine.Kernel;

/// <summary>A process that need not be a child, held so that a signal reaches it or nobody.</summary>
public interface IHeldProcess : IDisposable
{
    /// <summary>A descriptor that is readable once it has ended.</summary>
    int Number { get; }

    /// <summary>0 or the errno: ESRCH when it is gone.</summary>
    int Send(SignalNumber signal);
}
