using System.Globalization;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>Descriptors that this process got from whoever started it.</summary>
public static class InheritedDescriptors
{
    private const int FirstBeyondStandard = 3;

    /// <summary>
    /// Sees to it that no program executed from now on gets any descriptor but 0, 1 and 2. The runtime opens its own close-on-exec; they
    /// could not be closed without ending it.
    /// </summary>
    public static void CloseOnExec()
    {
        // close_range(2) has CLOSE_RANGE_CLOEXEC since Linux 5.11.
        if (
            LibC.syscall(LibC.SystemCall.CloseRange, FirstBeyondStandard, unchecked((nint)uint.MaxValue), (nint)LibC.CLOSE_RANGE_CLOEXEC, 0)
            == 0
        )
            return;
        foreach (var entry in Directory.GetFiles("/proc/self/fd"))
        {
            if (int.TryParse(Path.GetFileName(entry), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 2)
                _ = LibC.fcntl(number, LibC.F_SETFD, LibC.FD_CLOEXEC);
        }
    }
}
