using Supervisor.Posix;

namespace Supervisor.Engine.Kernel;

/// <summary>What the engine asks of the operating system. None of it blocks.</summary>
public interface IKernel
{
    /// <summary>Signals a child that has not been reaped, or the group that it leads; 0 or the errno.</summary>
    int Signal(int processId, SignalNumber signal, bool toGroup);

    /// <summary>The next ended child, whose pid is still its own; false when there is none.</summary>
    bool TryPeekExit(out ChildExit exit);

    /// <summary>Gives the pid of an ended child back.</summary>
    void Reap(int processId);

    /// <summary>Holds the group of an ended child that is not reaped yet; null where the kernel cannot (before Linux 6.9).</summary>
    IProcessGroupHold? HoldGroup(int leaderProcessId);

    /// <summary>The process that has this pid; null when there is none.</summary>
    ProcessIdentity? Identify(int processId);

    /// <summary>What the kernel says of the process that has this pid; null when there is none.</summary>
    ProcessStat? Look(int processId);

    /// <summary>Holds a process that is not our child; null when it is gone.</summary>
    IForeignProcess? HoldProcess(in ProcessIdentity identity);

    /// <summary>The write end of a new pipe for the standard input of a slot's programs, non-blocking.</summary>
    /// <exception cref="PosixException">No descriptor is left.</exception>
    Descriptor OpenStandardInput();
}
