using Supervisor.Posix;

namespace Supervisor.Engine.Kernel;

/// <summary>What is left of a program's processes after its main process' end, held so that no number of theirs can come to mean others.</summary>
public interface IRemains : IDisposable
{
    /// <summary>True while any of them is there.</summary>
    bool HasMembers { get; }

    /// <summary>Signals all of them; 0 or the errno: ESRCH when none is left.</summary>
    int Send(SignalNumber signal);
}
