using Supervisor.Protocol.Replies;

namespace Supervisor.Gateway.Api;

/// <summary>What became of one process.</summary>
/// <param name="Code">SUCCESS or the name of Supervisor's fault.</param>
internal sealed record OutcomeAnswer(string Namespec, string Group, string Name, string Code, string Detail)
{
    public static OutcomeAnswer Of(ProcessOutcome outcome) =>
        new(outcome.Name.DisplayName, outcome.Name.Group, outcome.Name.Name, Failure.Of(outcome.Result).Code, outcome.Detail);
}
