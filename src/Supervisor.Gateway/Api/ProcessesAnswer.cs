using System.Collections.Immutable;

namespace Supervisor.Gateway.Api;

/// <param name="Now">The master's wall time, in milliseconds since 1970.</param>
internal sealed record ProcessesAnswer(long Now, ImmutableArray<ProcessAnswer> Processes);
