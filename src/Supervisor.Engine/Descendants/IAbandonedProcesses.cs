using Supervisor.Engine.Recovery;
using Supervisor.Posix;

namespace Supervisor.Engine.Descendants;

/// <summary>The processes of programs that nobody watches since keeper and master are both gone.</summary>
public interface IAbandonedProcesses
{
    /// <summary>
    /// Those that belong to the wanted programs beside their main processes, older ones first. It may take a moment: for the start alone.
    /// </summary>
    /// <param name="all">Whose a process is depends on whose it is not.</param>
    ILookup<RecoveredSlot, ProcessIdentity> Find(IReadOnlyCollection<RecoveredSlot> all, IReadOnlyCollection<RecoveredSlot> wanted);
}
