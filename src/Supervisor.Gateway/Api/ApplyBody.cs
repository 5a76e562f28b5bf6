using System.Collections.Immutable;

namespace Supervisor.Gateway.Api;

/// <param name="Groups">Only these; none is all.</param>
internal sealed record ApplyBody(ImmutableArray<string>? Groups = null);
