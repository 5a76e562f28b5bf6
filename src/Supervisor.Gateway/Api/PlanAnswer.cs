using System.Collections.Immutable;

namespace Supervisor.Gateway.Api;

/// <summary>What a reload would do, or did.</summary>
/// <param name="Daemon">One sentence for each changed key of the daemon itself.</param>
internal sealed record PlanAnswer(ImmutableArray<ChangeAnswer> Changes, ImmutableArray<string> Daemon);
