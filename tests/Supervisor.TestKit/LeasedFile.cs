using System.Runtime.InteropServices;

namespace Supervisor.TestKit;

/// <summary>
/// A file that whoever executes it has to wait for, until it is disposed of, or the kernel's patience is over (fcntl(2), F_SETLEASE;
/// /proc/sys/fs/lease-break-time, usually 45 seconds). Needs no rights but those of its owner.
/// </summary>
public sealed partial class LeasedFile : IDisposable
{
    private const int SetSignal = 10;
    private const int SetLease = 1024;
    private const int WriteLease = 1;

    /// <summary>SIGURG, which does nothing to a process that does not ask for it: the kernel tells the holder by a signal that somebody waits.</summary>
    private const int HarmlessSignal = 23;

    private readonly FileStream _file;

    private LeasedFile(FileStream file) => _file = file;

    /// <summary>Takes the lease of a file that nobody has open, or says why it cannot be had.</summary>
    public static LeasedFile? TryTake(string path, out string reason)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var number = (int)file.SafeFileHandle.DangerousGetHandle();
        if (Control(number, SetSignal, HarmlessSignal) == 0 && Control(number, SetLease, WriteLease) == 0)
        {
            reason = "";
            return new LeasedFile(file);
        }
        reason = "no lease of a file is to be had: " + Marshal.GetLastPInvokeErrorMessage();
        file.Dispose();
        return null;
    }

    /// <summary>Whoever waits goes on.</summary>
    public void Dispose() => _file.Dispose();

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int descriptor, int command, int argument);
}
