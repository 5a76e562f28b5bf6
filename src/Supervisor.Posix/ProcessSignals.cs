using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>Sends signals. Each answers with 0 or the errno (kill(2)): ESRCH is an everyday answer.</summary>
public static class ProcessSignals
{
    /// <summary>To one process, which must be a child that has not been reaped: only then is the pid certainly its own.</summary>
    public static int Send(int processId, SignalNumber signal) => Result(LibC.kill(Positive(processId), signal.Value));

    /// <summary>To every process of the group that this process leads.</summary>
    public static int SendToGroup(int leaderProcessId, SignalNumber signal) => Result(LibC.kill(-Positive(leaderProcessId), signal.Value));

    private static int Positive(int processId) =>
        processId > 1
            ? processId
            : throw new ArgumentOutOfRangeException(nameof(processId), processId, "0, 1 and −1 would signal others than one child");

    private static int Result(int result) => result == 0 ? 0 : Marshal.GetLastPInvokeError();
}
