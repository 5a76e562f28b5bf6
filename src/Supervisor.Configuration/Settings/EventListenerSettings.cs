using System.Collections.Immutable;

namespace Supervisor.Configuration.Settings;

/// <summary>What an [eventlistener.x] adds to a program.</summary>
/// <param name="Events">The event type names, upper case, in the order written.</param>
/// <param name="BufferSize">How many events wait at most.</param>
/// <param name="ResultHandler">The name as written; only the stock handler has a meaning here.</param>
public sealed record EventListenerSettings(ImmutableArray<string> Events, int BufferSize, string ResultHandler);
