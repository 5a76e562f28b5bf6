using System.Collections.Immutable;
using Supervisor.Protocol.Framing;

namespace Supervisor.Protocol.Processes;

/// <summary>All processes that belong to a program: the main one first, the others from the oldest to the youngest.</summary>
public sealed record ProcessTree(ProcessName Name, ImmutableArray<ProgramProcess> Processes) : IFrameContent
{
    public void Write(FrameWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Name.Write(writer);
        writer.Write(Processes);
    }

    public static ProcessTree Read(ref FrameReader reader) => new(ProcessName.Read(ref reader), reader.ReadList(ProgramProcess.Read));
}
