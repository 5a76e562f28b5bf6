using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>
/// Looks at ended children and gives their pids back, in two steps: between them the pid and its process group cannot be anybody else's,
/// so a death can be noted and a group signalled (waitid(2), WNOWAIT).
/// </summary>
public static unsafe class Reaper
{
    /// <summary>The next ended child, not yet reaped; false when there is none.</summary>
    public static bool TryPeek(out ChildExit exit) => TryWait(LibC.P_ALL, 0, LibC.WNOWAIT, out exit);

    /// <summary>What there is of this child; nothing is reaped.</summary>
    public static ChildCondition Look(int processId, out ChildExit exit)
    {
        if (TryWait(LibC.P_PID, (uint)processId, LibC.WNOWAIT, out exit))
            return ChildCondition.Ended;
        // The wait said only that nothing has ended: whether there is such a child, its parent in /proc says.
        return ProcessStat.TryRead(processId, out var stat) && stat.ParentId == ThisProcess.Id ? ChildCondition.Alive : ChildCondition.None;
    }

    /// <summary>Reaps this child if it has ended; false when it has not, or is no child of ours (any more).</summary>
    public static bool TryReap(int processId, out ChildExit exit) => TryWait(LibC.P_PID, (uint)processId, 0, out exit);

    /// <summary>Waits until this child has ended and reaps it; null when it is no child of ours.</summary>
    public static ChildExit? WaitFor(int processId)
    {
        LibC.siginfo_t info = default;
        while (LibC.waitid(LibC.P_PID, (uint)processId, &info, LibC.WEXITED) < 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            if (errno == Errno.ECHILD)
                return null;
            if (errno != Errno.EINTR)
                throw new PosixException(nameof(LibC.waitid), errno);
        }
        return ToExit(info);
    }

    private static bool TryWait(int kind, uint id, int options, out ChildExit exit)
    {
        LibC.siginfo_t info = default;
        exit = default;
        while (LibC.waitid(kind, id, &info, LibC.WEXITED | LibC.WNOHANG | options) < 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            if (errno == Errno.ECHILD)
                return false;
            if (errno != Errno.EINTR)
                throw new PosixException(nameof(LibC.waitid), errno);
        }
        // With WNOHANG and nobody to report, waitid succeeds and leaves si_pid 0.
        if (info.pid == 0)
            return false;
        exit = ToExit(info);
        return true;
    }

    private static ChildExit ToExit(in LibC.siginfo_t info) =>
        info.code == LibC.CLD_EXITED
            ? new ChildExit(info.pid, info.status, null, false)
            : new ChildExit(info.pid, null, new SignalNumber(info.status), info.code == LibC.CLD_DUMPED);
}
