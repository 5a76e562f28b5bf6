using System.Buffers.Text;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>What /proc/PID/stat says of a process at one moment (proc(5)). Reading it allocates nothing.</summary>
/// <param name="State">A letter: R, S, D, T, t, Z, X, I.</param>
/// <param name="ParentId">0 for a parent outside of this pid namespace.</param>
/// <param name="StartTime">As in <see cref="ProcessIdentity"/>.</param>
/// <param name="WaitStatus">
/// The status of an ended process in the form of waitpid(2). 0 also for a reader who may not trace the process (ptrace(2),
/// PTRACE_MODE_READ_FSCREDS): only for one who may does it tell an exit with 0.
/// </param>
public readonly record struct ProcessStat(
    int ProcessId,
    char State,
    int ParentId,
    int GroupId,
    int SessionId,
    ulong StartTime,
    int WaitStatus
)
{
    private const int StateField = 3;
    private const int ParentField = 4;
    private const int GroupField = 5;
    private const int SessionField = 6;
    private const int FlagsField = 9;
    private const int StartTimeField = 22;
    private const int WaitStatusField = 52;

    /// <summary>PF_FORKNOEXEC of linux/sched.h, which ps(1) shows as its flag 1.</summary>
    private const long ForkedOnly = 0x40;

    /// <summary>52 numbers of up to 20 digits and a name of up to 64 bytes fit.</summary>
    private const int LongestLine = 2048;

    /// <summary>It was forked and has executed no program since; a zombie tells that too.</summary>
    public bool HasNeverExecuted { get; init; }

    public ProcessIdentity Identity => new(ProcessId, StartTime);

    /// <summary>It has ended and waits to be reaped (or is being reaped this moment).</summary>
    public bool HasEnded => State is 'Z' or 'X';

    /// <summary>How it ended, where it has and its status is known to be true: a status that is not 0 always is.</summary>
    public ChildExit? Exit => HasEnded && (WaitStatus != 0 || ThisProcess.IsRoot) ? ChildExit.OfWaitStatus(ProcessId, WaitStatus) : null;

    /// <summary>False when no process has this pid, or /proc does not show it.</summary>
    public static unsafe bool TryRead(int processId, out ProcessStat stat)
    {
        stat = default;
        Span<byte> path = stackalloc byte[32];
        "/proc/"u8.CopyTo(path);
        if (processId <= 0 || !Utf8Formatter.TryFormat(processId, path["/proc/"u8.Length..], out var digits))
            return false;
        "/stat\0"u8.CopyTo(path[("/proc/"u8.Length + digits)..]);
        int descriptor;
        fixed (byte* start = path)
            descriptor = LibC.open(start, LibC.O_RDONLY | LibC.O_CLOEXEC, 0);
        if (descriptor < 0)
            return false;
        Span<byte> line = stackalloc byte[LongestLine];
        // A process that ends between the two calls answers the read with ESRCH.
        var result = FileDescriptor.Read(descriptor, line);
        _ = LibC.close(descriptor);
        return result.Count > 0 && TryParse(line[..result.Count], out stat);
    }

    /// <summary>Takes a line of /proc/PID/stat apart.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> line, out ProcessStat stat)
    {
        stat = default;
        // The name stands in parentheses and can contain any character, so the fields start behind the last one.
        var name = line.IndexOf((byte)'(');
        var rest = line.LastIndexOf((byte)')');
        if (name < 1 || rest < name || !Utf8Parser.TryParse(line[..name], out int processId, out _))
            return false;
        var fields = line[(rest + 1)..];
        var numbers = new ProcessStat(processId, '\0', 0, 0, 0, 0, 0);
        for (var field = StateField; field <= WaitStatusField; field++)
        {
            fields = fields.TrimStart((byte)' ').TrimEnd((byte)'\n');
            if (fields.IsEmpty)
                break;
            var end = fields.IndexOf((byte)' ');
            var text = end < 0 ? fields : fields[..end];
            fields = fields[text.Length..];
            numbers = field switch
            {
                StateField => numbers with { State = (char)text[0] },
                ParentField => numbers with { ParentId = (int)Number(text) },
                GroupField => numbers with { GroupId = (int)Number(text) },
                SessionField => numbers with { SessionId = (int)Number(text) },
                FlagsField => numbers with { HasNeverExecuted = (Number(text) & ForkedOnly) != 0 },
                StartTimeField => numbers with { StartTime = (ulong)Number(text) },
                WaitStatusField => numbers with { WaitStatus = (int)Number(text) },
                _ => numbers,
            };
        }
        if (numbers.StartTime == 0 && numbers.State == '\0')
            return false;
        stat = numbers;
        return true;
    }

    private static long Number(ReadOnlySpan<byte> text) => Utf8Parser.TryParse(text, out long number, out _) ? number : 0;
}
