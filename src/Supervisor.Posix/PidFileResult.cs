namespace Supervisor.Posix;

/// <summary>What came of taking a pid file.</summary>
public abstract record PidFileResult
{
    private PidFileResult() { }

    /// <summary>It is ours until it is disposed of or this process ends.</summary>
    public sealed record Taken(PidFile File) : PidFileResult;

    /// <summary>Another process holds its lock; its pid is what the file says, 0 if nothing.</summary>
    public sealed record HeldBy(int ProcessId) : PidFileResult;

    /// <summary>It could not be opened, locked or written.</summary>
    public sealed record Failed(PosixException Reason) : PidFileResult;
}
