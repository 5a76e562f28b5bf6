using System.Collections.Immutable;

namespace Supervisor.Gateway.Api;

internal sealed record TreesAnswer(ImmutableArray<TreeAnswer> Trees);
