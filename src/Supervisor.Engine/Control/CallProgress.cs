using System.Collections.Immutable;
using Supervisor.Engine.Time;
using Supervisor.Protocol.Framing;

namespace Supervisor.Engine.Control;

/// <summary>How far a request has come that waits for processes to change.</summary>
/// <param name="Processes">In the order in which they were taken up.</param>
/// <param name="Deadline">When it is refused because it has waited for long enough; null never.</param>
internal sealed record CallProgress(ImmutableArray<PassedProcess> Processes, MonotonicTime? Deadline) : IFrameContent
{
    public void Write(FrameWriter writer)
    {
        writer.Write(Processes);
        writer.WriteOptional(Deadline?.Nanoseconds);
    }

    public static CallProgress Read(ref FrameReader reader) =>
        new(reader.ReadList(PassedProcess.Read), reader.ReadOptionalInt64() is { } deadline ? new MonotonicTime(deadline) : null);
}
