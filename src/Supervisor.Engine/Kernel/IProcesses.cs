using Supervisor.Engine.Descendants;
using Supervisor.Posix;

namespace Supervisor.Engine.Kernel;

/// <summary>What the operating system tells of processes that need not be children, and does to them. Only the search takes long.</summary>
public interface IProcesses
{
    /// <summary>In ticks since the boot, like start times.</summary>
    ulong Now { get; }

    /// <summary>Null when there is none of this pid.</summary>
    ProcessStat? Find(int processId);

    /// <summary>Adds the children of a process, zombies among them; false where that cannot be known.</summary>
    bool TryReadChildren(int processId, ICollection<int> children);

    /// <summary>Takes hold of a process; 0 or the errno: ESRCH when it has been reaped.</summary>
    int Hold(ProcessIdentity identity, out IHeldProcess? held);

    /// <summary>
    /// Signals a process that cannot be held, if it is a child of this one: as long as the caller does not reap it, its pid is its own.
    /// Others become children when their parents end.
    /// </summary>
    void SignalChild(ProcessIdentity identity, SignalNumber signal);

    /// <summary>
    /// Looks for all processes of programs, away from the loop; the <see cref="SearchAnswer"/> comes as a message. One search at a time.
    /// </summary>
    void Search(SearchQuestion question);
}
