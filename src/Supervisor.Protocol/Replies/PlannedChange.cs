using Supervisor.Protocol.Framing;
using Supervisor.Protocol.Processes;

namespace Supervisor.Protocol.Replies;

/// <summary>What a reload does, or did, to one process, and why.</summary>
/// <param name="Reason">"command changed: 'a' is now 'b'"; "" when nothing changed.</param>
public sealed record PlannedChange(ProcessName Name, PlannedChangeKind Kind, PlannedEffect Effect, string Reason) : IFrameContent
{
    public void Write(FrameWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Name.Write(writer);
        writer.Write((int)Kind);
        writer.Write((int)Effect);
        writer.Write(Reason);
    }

    public static PlannedChange Read(ref FrameReader reader) =>
        new(ProcessName.Read(ref reader), reader.ReadEnum<PlannedChangeKind>(), reader.ReadEnum<PlannedEffect>(), reader.ReadString());
}
