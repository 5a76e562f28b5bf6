using Supervisor.Posix;

namespace Supervisor.Engine.Kernel;

/// <summary>A process group whose leader has ended, held so that its number cannot come to mean another.</summary>
public interface IProcessGroupHold : IDisposable
{
    /// <summary>True while any process is in it.</summary>
    bool HasMembers { get; }

    /// <summary>0 or the errno.</summary>
    int Send(SignalNumber signal);
}
