using Supervisor.Engine.Descendants;
using Supervisor.Posix;

namespace Supervisor.Engine.Kernel;

/// <summary>What the operating system tells of processes that need not be children. Only the search takes long, and is done elsewhere.</summary>
public interface IProcesses
{
    /// <summary>In ticks since the boot, like start times.</summary>
    ulong Now { get; }

    /// <summary>Null when there is none of this pid.</summary>
    ProcessStat? Find(int processId);

    /// <summary>Adds the children of a process, zombies among them; false where that cannot be known.</summary>
    bool TryReadChildren(int processId, ICollection<int> children);

    /// <summary>
    /// Looks for all processes of programs, away from the loop; the <see cref="SearchAnswer"/> comes as a message. One search at a time.
    /// </summary>
    void Search(SearchQuestion question);
}
