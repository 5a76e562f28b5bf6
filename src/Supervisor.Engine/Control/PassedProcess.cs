using Supervisor.Protocol.Framing;
using Supervisor.Protocol.Replies;

namespace Supervisor.Engine.Control;

/// <summary>What a request that goes over to the next master wants of one process.</summary>
/// <param name="Outcome">What it has come to; null while it is waited for.</param>
internal sealed record PassedProcess(ProcessName Name, CallStage Stage, ProcessOutcome? Outcome) : IFrameContent
{
    public void Write(FrameWriter writer)
    {
        Name.Write(writer);
        writer.Write((int)Stage);
        writer.Write(Outcome is not null);
        Outcome?.Write(writer);
    }

    public static PassedProcess Read(ref FrameReader reader) =>
        new(ProcessName.Read(ref reader), reader.ReadEnum<CallStage>(), reader.ReadBoolean() ? ProcessOutcome.Read(ref reader) : null);
}
