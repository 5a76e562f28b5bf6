using Supervisor.Protocol.Replies;

namespace Supervisor.Gateway.XmlRpc.Answers;

/// <summary>What getState tells.</summary>
internal sealed record StateAnswer(SupervisorState State) : Answer
{
    public override void Write(AnswerWriter writer)
    {
        writer.BeginStructure();
        writer.WriteMember("statecode"u8, (int)State);
        writer.WriteMember("statename"u8, State.ToString().ToUpperInvariant());
        writer.EndStructure();
    }
}
