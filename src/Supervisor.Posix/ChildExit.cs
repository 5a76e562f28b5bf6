namespace Supervisor.Posix;

/// <summary>How a child ended (waitid(2)).</summary>
/// <param name="ProcessId">Its pid, which stays its own until it is reaped.</param>
/// <param name="ExitStatus">What it passed to exit(3), or null when a signal ended it.</param>
/// <param name="Signal">The signal that ended it, or null.</param>
/// <param name="IsCoreDumped">A core was written.</param>
public readonly record struct ChildExit(int ProcessId, int? ExitStatus, SignalNumber? Signal, bool IsCoreDumped)
{
    private const int SignalBits = 0x7F;
    private const int CoreBit = 0x80;
    private const int StatusShift = 8;
    private const int StatusBits = 0xFF;

    /// <summary>The status word of waitpid(2); 0 where nothing is known.</summary>
    public int WaitStatus =>
        ExitStatus is { } status ? status << StatusShift
        : Signal is { } signal ? signal.Value | (IsCoreDumped ? CoreBit : 0)
        : 0;

    /// <summary>From the status word of waitpid(2).</summary>
    public static ChildExit OfWaitStatus(int processId, int status) =>
        (status & SignalBits) == 0
            ? new ChildExit(processId, (status >> StatusShift) & StatusBits, null, false)
            : new ChildExit(processId, null, new SignalNumber(status & SignalBits), (status & CoreBit) != 0);

    /// <summary>Ended, and nobody can say how.</summary>
    public static ChildExit Unknown(int processId) => new(processId, null, null, false);
}
