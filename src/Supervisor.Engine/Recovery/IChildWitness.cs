using Supervisor.Engine.Journal;
using Supervisor.Posix;
using Supervisor.Protocol.Keeping;

namespace Supervisor.Engine.Recovery;

/// <summary>What can be asked about a pid that a journal speaks of. It may wait for an answer: for the start alone.</summary>
public interface IChildWitness
{
    /// <summary>What it is to this process.</summary>
    ChildCondition LookAtOwn(int processId);

    /// <summary>What it is to the keeper; a stranger where there is no keeper.</summary>
    KeeperChildCondition AskKeeper(int processId);

    /// <summary>The process that has this pid now; null when there is none.</summary>
    ProcessStat? Find(int processId);

    /// <summary>How the record's child ended, by a handle that was held of it; null where none was, or it does not tell.</summary>
    ChildExit? ExitByHandle(SlotRecord record, int processId);

    /// <summary>The status of a zombie with another parent reads true, also where it is 0.</summary>
    bool MayReadStatus { get; }

    /// <summary>On the clock of start times.</summary>
    TimeSpan Uptime { get; }
}
