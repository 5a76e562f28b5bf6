using System.Collections.Immutable;

namespace Supervisor.Engine.Control;

/// <summary>A request to disable or enable processes that has not been answered.</summary>
internal sealed record ChoiceChange(RequestTicket Ticket, ImmutableArray<ProcessName> Names, bool Disables)
{
    public ImmutableHashSet<ProcessName> AppliedTo(ImmutableHashSet<ProcessName> disabled) =>
        Disables ? disabled.Union(Names) : disabled.Except(Names);
}
