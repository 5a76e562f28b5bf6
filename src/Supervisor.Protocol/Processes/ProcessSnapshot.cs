using Supervisor.Protocol.Framing;

namespace Supervisor.Protocol.Processes;

/// <summary>Everything that is told of one process at one moment.</summary>
public sealed record ProcessSnapshot : IFrameContent
{
    public required ProcessName Name { get; init; }

    public required ProcessState State { get; init; }

    /// <summary>0 without a process.</summary>
    public required int ProcessId { get; init; }

    /// <summary>Wall time of the last start in seconds since 1970; 0 if it was never started.</summary>
    public required long StartedAt { get; init; }

    /// <summary>Wall time of the last end in seconds since 1970; 0 if it never ended.</summary>
    public required long StoppedAt { get; init; }

    /// <summary>Since the present process was started, on the monotonic clock; 0 without one.</summary>
    public required long UptimeMilliseconds { get; init; }

    /// <summary>Wall time since when it is in this state, in milliseconds since 1970.</summary>
    public required long StateSinceMilliseconds { get; init; }

    /// <summary>Supervisor's spawnerr, "" when there is none (reference 2.5).</summary>
    public required string SpawnError { get; init; }

    /// <summary>Supervisor's exitstatus: −1 after a death by signal, 0 when there is none (reference 2.3).</summary>
    public required int ExitStatus { get; init; }

    /// <summary>How the last run ended: "exit status 3", "terminated by SIGKILL"; "" when none has ended.</summary>
    public required string LastExit { get; init; }

    /// <summary>The sentence that says why it is in this state; "" when nobody decided anything yet.</summary>
    public required string Reason { get; init; }

    /// <summary>How often it was started again without being asked to, since the daemon began.</summary>
    public required int Restarts { get; init; }

    /// <summary>Failed starts in a row.</summary>
    public required int Failures { get; init; }

    /// <summary>When the next start is due, in milliseconds from now; null when none is waited for.</summary>
    public required long? NextStartMilliseconds { get; init; }

    /// <summary>Somebody stopped it: a reload leaves it so.</summary>
    public required bool IsStoppedByRequest { get; init; }

    /// <summary>It runs once, and its last run was the success that it was started for.</summary>
    public required bool IsCompleted { get; init; }

    /// <summary>It was disabled: it does not start by itself until it is enabled.</summary>
    public required bool IsDisabled { get; init; }

    /// <summary>"" without a file.</summary>
    public required string StdoutFile { get; init; }

    /// <summary>"" without a file.</summary>
    public required string StderrFile { get; init; }

    public void Write(FrameWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Name.Write(writer);
        writer.Write((int)State);
        writer.Write(ProcessId);
        writer.Write(StartedAt);
        writer.Write(StoppedAt);
        writer.Write(UptimeMilliseconds);
        writer.Write(StateSinceMilliseconds);
        writer.Write(SpawnError);
        writer.Write(ExitStatus);
        writer.Write(LastExit);
        writer.Write(Reason);
        writer.Write(Restarts);
        writer.Write(Failures);
        writer.WriteOptional(NextStartMilliseconds);
        writer.Write(IsStoppedByRequest);
        writer.Write(IsCompleted);
        writer.Write(IsDisabled);
        writer.Write(StdoutFile);
        writer.Write(StderrFile);
    }

    public static ProcessSnapshot Read(ref FrameReader reader) =>
        new()
        {
            Name = ProcessName.Read(ref reader),
            State = reader.ReadEnum<ProcessState>(),
            ProcessId = reader.ReadInt32(),
            StartedAt = reader.ReadInt64(),
            StoppedAt = reader.ReadInt64(),
            UptimeMilliseconds = reader.ReadInt64(),
            StateSinceMilliseconds = reader.ReadInt64(),
            SpawnError = reader.ReadString(),
            ExitStatus = reader.ReadInt32(),
            LastExit = reader.ReadString(),
            Reason = reader.ReadString(),
            Restarts = reader.ReadInt32(),
            Failures = reader.ReadInt32(),
            NextStartMilliseconds = reader.ReadOptionalInt64(),
            IsStoppedByRequest = reader.ReadBoolean(),
            IsCompleted = reader.ReadBoolean(),
            IsDisabled = reader.ReadBoolean(),
            StdoutFile = reader.ReadString(),
            StderrFile = reader.ReadString(),
        };
}
