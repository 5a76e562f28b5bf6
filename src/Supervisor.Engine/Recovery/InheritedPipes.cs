using Supervisor.Engine.Journal;
using Supervisor.Engine.Keeping;
using Supervisor.Engine.Slots;
using Supervisor.Posix;

namespace Supervisor.Engine.Recovery;

/// <summary>
/// The daemon's ends of the pipes that programs have: those that the keeper held, else opened anew through the program's own descriptors
/// (proc(5), /proc/PID/fd), where it still has the slot's pipe there.
/// </summary>
internal sealed class InheritedPipes(HeldDescriptors held)
{
    private const int StandardOutput = 1;
    private const int StandardError = 2;

    public SlotInheritance Of(SlotRecord record, in ChildEvidence evidence)
    {
        var lives = evidence.Whereabouts is ChildWhereabouts.Elsewhere or ChildWhereabouts.WithKeeper or ChildWhereabouts.Ours;
        var pid = lives ? evidence.Identity.ProcessId : 0;
        return new SlotInheritance(
            held.Take(KeeperKeys.Stdin(record.Index)) ?? Reopen(pid, 0, record.StdinInode),
            held.Take(KeeperKeys.Stdout(record.Index)) ?? Reopen(pid, StandardOutput, record.StdoutInode),
            held.Take(KeeperKeys.Stderr(record.Index)) ?? Reopen(pid, StandardError, record.StderrInode),
            held.Take(KeeperKeys.Waiting(record.Index))
        );
    }

    private static Descriptor? Reopen(int processId, int number, ulong inode) =>
        processId != 0 && inode != 0 && PipeEnd.OpenOf(processId, number, forWriting: number == 0, inode, out var end) == 0 ? end : null;
}
