using System.Collections.Immutable;
using Supervisor.Protocol.Framing;

namespace Supervisor.Protocol.Processes;

/// <summary>What is configured for one process: the answer of getAllConfigInfo (reference 3.3).</summary>
public sealed record ProcessConfiguration : IFrameContent
{
    public required ProcessName Name { get; init; }
    public required int GroupPriority { get; init; }
    public required int Priority { get; init; }

    /// <summary>Its group is active; otherwise it is only in the files, as they were read last.</summary>
    public required bool IsInUse { get; init; }
    public required bool Autostart { get; init; }

    /// <summary>"true", "false" or "unexpected".</summary>
    public required string Autorestart { get; init; }
    public required string Command { get; init; }

    /// <summary>"none" when there is none.</summary>
    public required string Directory { get; init; }

    /// <summary>Null when none is configured.</summary>
    public required long? UserId { get; init; }
    public required ImmutableArray<int> ExitCodes { get; init; }

    /// <summary>Seconds, rounded down where the configuration is finer.</summary>
    public required int StartSeconds { get; init; }

    /// <summary>−1 for infinite.</summary>
    public required int StartRetries { get; init; }
    public required int StopSignal { get; init; }

    /// <summary>Seconds, rounded up where the configuration is finer.</summary>
    public required int StopWaitSeconds { get; init; }
    public required bool StopAsGroup { get; init; }
    public required bool KillAsGroup { get; init; }
    public required bool RedirectStderr { get; init; }

    /// <summary>"none" when it is left to the daemon, as the original says it.</summary>
    public required string ServerUrl { get; init; }
    public required OutputConfiguration Stdout { get; init; }
    public required OutputConfiguration Stderr { get; init; }

    public void Write(FrameWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Name.Write(writer);
        writer.Write(GroupPriority);
        writer.Write(Priority);
        writer.Write(IsInUse);
        writer.Write(Autostart);
        writer.Write(Autorestart);
        writer.Write(Command);
        writer.Write(Directory);
        writer.WriteOptional(UserId);
        writer.Write(ExitCodes);
        writer.Write(StartSeconds);
        writer.Write(StartRetries);
        writer.Write(StopSignal);
        writer.Write(StopWaitSeconds);
        writer.Write(StopAsGroup);
        writer.Write(KillAsGroup);
        writer.Write(RedirectStderr);
        writer.Write(ServerUrl);
        Stdout.Write(writer);
        Stderr.Write(writer);
    }

    public static ProcessConfiguration Read(ref FrameReader reader) =>
        new()
        {
            Name = ProcessName.Read(ref reader),
            GroupPriority = reader.ReadInt32(),
            Priority = reader.ReadInt32(),
            IsInUse = reader.ReadBoolean(),
            Autostart = reader.ReadBoolean(),
            Autorestart = reader.ReadString(),
            Command = reader.ReadString(),
            Directory = reader.ReadString(),
            UserId = reader.ReadOptionalInt64(),
            ExitCodes = reader.ReadNumbers(),
            StartSeconds = reader.ReadInt32(),
            StartRetries = reader.ReadInt32(),
            StopSignal = reader.ReadInt32(),
            StopWaitSeconds = reader.ReadInt32(),
            StopAsGroup = reader.ReadBoolean(),
            KillAsGroup = reader.ReadBoolean(),
            RedirectStderr = reader.ReadBoolean(),
            ServerUrl = reader.ReadString(),
            Stdout = OutputConfiguration.Read(ref reader),
            Stderr = OutputConfiguration.Read(ref reader),
        };
}
