using System.Collections.Immutable;

namespace Supervisor.Gateway.Api;

/// <param name="Results">In the order in which they were reached.</param>
internal sealed record OutcomesAnswer(ImmutableArray<OutcomeAnswer> Results);
