using Supervisor.Posix;

namespace Supervisor.Engine.Kernel;

/// <summary>A process that is not our child, held so that no other is meant when its pid is used again.</summary>
public interface IForeignProcess : IDisposable
{
    /// <summary>Readable when the process has ended, hung up when it has been reaped; null where the kernel has no such descriptors.</summary>
    int? Descriptor { get; }

    /// <summary>How it ended; null while it lives, and when that cannot be known (yet).</summary>
    ChildExit? Exit { get; }

    /// <summary>It has ended and been reaped.</summary>
    bool IsGone { get; }

    /// <summary>0 or the errno.</summary>
    int Signal(SignalNumber signal, bool toGroup);
}
