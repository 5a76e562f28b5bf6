using Supervisor.Protocol.Framing;
using Supervisor.Protocol.Processes;

namespace Supervisor.Protocol.Replies;

/// <summary>What a request did to one process.</summary>
/// <param name="Detail">What follows the fault's name in its text ("BAD_NAME: web"); "" when nothing does.</param>
public sealed record ProcessOutcome(ProcessName Name, ControlResult Result, string Detail) : IFrameContent
{
    public void Write(FrameWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Name.Write(writer);
        writer.Write((int)Result);
        writer.Write(Detail);
    }

    public static ProcessOutcome Read(ref FrameReader reader) =>
        new(ProcessName.Read(ref reader), reader.ReadEnum<ControlResult>(), reader.ReadString());
}
