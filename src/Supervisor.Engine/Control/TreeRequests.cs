using Supervisor.Engine.Descendants;
using Supervisor.Engine.Slots;
using Supervisor.Posix;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Engine.Control;

/// <summary>Requests about all processes of programs. They are looked for away from the loop.</summary>
/// <param name="finder">Null where nothing can be known of them.</param>
internal sealed class TreeRequests(Roster roster, DescendantFinder? finder)
{
    private const ulong MillisecondsPerTick = 1000 / ProcessIdentity.TicksPerSecond;

    public void List(RequestTicket ticket, Request.ListTrees request)
    {
        if (ProcessSelection.Find(roster, request.Processes, ticket) is not { } slots)
            return;
        if (finder is null)
            ticket.Refuse(ControlResult.Failed, "the processes of programs cannot be looked for here");
        else
            finder.Find(slots, found => ticket.Answer(new Reply.TreesListed([.. Trees(slots, found, finder.Processes.Now)])));
    }

    private static IEnumerable<ProcessTree> Trees(ProcessSlot[] slots, IReadOnlyList<Descendant> found, ulong now)
    {
        var byOwner = found.ToLookup(descendant => descendant.Owner);
        return slots
            .Select(slot => new ProcessTree(
                new ProcessName(slot.Settings.GroupName, slot.Settings.Name),
                [.. byOwner[slot].Select(descendant => Of(descendant, now))]
            ))
            .OrderBy(tree => tree.Name.Group, StringComparer.Ordinal)
            .ThenBy(tree => tree.Name.Name, StringComparer.Ordinal);
    }

    private static ProgramProcess Of(Descendant descendant, ulong now)
    {
        var process = descendant.Process;
        var age = now > process.StartTime ? (now - process.StartTime) * MillisecondsPerTick : 0;
        return new ProgramProcess(
            process.ProcessId,
            process.ParentId,
            process.State.ToString(),
            (long)age,
            descendant.Command,
            descendant.Source
        );
    }
}
