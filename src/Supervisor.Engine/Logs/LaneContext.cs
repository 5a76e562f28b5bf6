namespace Supervisor.Engine.Logs;

/// <summary>What the parts of one lane share. Used by its thread alone.</summary>
internal sealed class LaneContext(
    TimeProvider clock,
    Action<LogPumpNotice> sink,
    IProgramSyslog syslog,
    IChildOutputCopy? copy,
    OutputRelay relay,
    bool isRemote,
    LogNotes? notes = null
) : IDisposable
{
    /// <summary>
    /// What one read takes. With formatted lines the output is larger, up to a hundred times for empty lines, hence not more.
    /// </summary>
    private const int ReadSize = 16 * 1024;

    /// <summary>
    /// The lane of a remote file system. There nothing is spliced: splice(2) holds the pipe's lock while the file is written, and when that
    /// hangs, the program hangs in its own write where even SIGKILL does not reach it.
    /// </summary>
    public bool IsRemote => isRemote;

    public TimeProvider Clock => clock;
    public IProgramSyslog Syslog => syslog;
    public IChildOutputCopy? Copy => copy;

    /// <summary>The events of the present turn.</summary>
    public OutputBatch Outputs { get; } = new(relay, notes);

    public LogReports Reports { get; } = new(sink);
    public byte[] Input { get; } = GC.AllocateUninitializedArray<byte>(ReadSize, pinned: true);
    public ByteBuffer Formatted { get; } = new(2 * ReadSize);
    public PipePeek Peek { get; } = new();

    /// <summary>Null on remote file systems, and where nobody holds them: what is on the way is lost with this process.</summary>
    public LogNotes? Notes => notes;

    public void Dispose() => Peek.Dispose();
}
