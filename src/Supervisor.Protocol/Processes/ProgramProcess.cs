using Supervisor.Protocol.Framing;

namespace Supervisor.Protocol.Processes;

/// <summary>One process of a program's tree, as it was found.</summary>
/// <param name="ParentId">Of an orphan: whoever took it over.</param>
/// <param name="State">The letter of proc(5): R, S, D, T.</param>
/// <param name="AgeMilliseconds">Since it was made.</param>
/// <param name="Command">Its words joined by blanks, or its name in brackets.</param>
public sealed record ProgramProcess(
    int ProcessId,
    int ParentId,
    string State,
    long AgeMilliseconds,
    string Command,
    MembershipSource Source
) : IFrameContent
{
    public void Write(FrameWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(ProcessId);
        writer.Write(ParentId);
        writer.Write(State);
        writer.Write(AgeMilliseconds);
        writer.Write(Command);
        writer.Write((int)Source);
    }

    public static ProgramProcess Read(ref FrameReader reader) =>
        new(
            reader.ReadInt32(),
            reader.ReadInt32(),
            reader.ReadString(),
            reader.ReadInt64(),
            reader.ReadString(),
            reader.ReadEnum<MembershipSource>()
        );
}
