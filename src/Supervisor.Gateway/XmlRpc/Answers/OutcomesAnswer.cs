using System.Collections.Immutable;
using Supervisor.Protocol.Replies;

namespace Supervisor.Gateway.XmlRpc.Answers;

/// <summary>What became of each of several processes: Supervisor's status structures.</summary>
internal sealed record OutcomesAnswer(ImmutableArray<ProcessOutcome> Outcomes) : Answer
{
    public override void Write(AnswerWriter writer)
    {
        writer.BeginArray();
        foreach (var outcome in Outcomes)
        {
            var isSuccess = outcome.Result == ControlResult.Success;
            writer.BeginStructure();
            writer.WriteMember("name"u8, outcome.Name.Name);
            writer.WriteMember("group"u8, outcome.Name.Group);
            writer.WriteMember("status"u8, (int)outcome.Result);
            writer.WriteMember("description"u8, isSuccess ? "OK" : Faults.Of(outcome.Result, outcome.Detail).Message);
            writer.EndStructure();
        }
        writer.EndArray();
    }
}
