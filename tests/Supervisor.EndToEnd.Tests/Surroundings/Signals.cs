using System.Runtime.InteropServices;

namespace Supervisor.EndToEnd.Tests.Surroundings;

/// <summary>Sends signals.</summary>
internal static partial class Signals
{
    public const int Hangup = 1;
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int User1 = 10;
    public const int User2 = 12;
    public const int Terminate = 15;
    public const int Child = 17;
    public const int Continue = 18;
    public const int Stop = 19;
    public const int TerminalStop = 20;
    public const int TerminalInput = 21;
    public const int TerminalOutput = 22;

    /// <summary>A process that is gone already is no failure: that is often what is wanted.</summary>
    public static void Send(int processId, int signal)
    {
        if (processId <= 1)
            throw new ArgumentOutOfRangeException(nameof(processId), processId, "not a process that a test started");
        _ = SendTo(processId, signal);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendTo(int processId, int signal);
}
