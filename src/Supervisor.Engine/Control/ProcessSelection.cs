using Supervisor.Engine.Slots;
using Supervisor.Protocol.Replies;

namespace Supervisor.Engine.Control;

/// <summary>Finds the slots that a selector means.</summary>
internal static class ProcessSelection
{
    /// <summary>
    /// By the priority of the group and within it by that of the process (reference 1.13), which is not the starting order where a group
    /// lists its programs otherwise. Null after the ticket has been refused because there is no such group or process.
    /// </summary>
    public static ProcessSlot[]? Find(Roster roster, ProcessSelector selector, RequestTicket ticket)
    {
        if (selector.Group is not { } groupName)
            return [.. roster.Groups.SelectMany(ByPriority)];
        if (selector.Name is not { } name)
        {
            if (roster.FindGroup(groupName) is { } group)
                return [.. ByPriority(group)];
            ticket.Refuse(ControlResult.BadName, groupName);
            return null;
        }
        if (roster.Find(groupName, name) is { } slot)
            return [slot];
        ticket.Refuse(ControlResult.BadName, new ProcessName(groupName, name).DisplayName);
        return null;
    }

    private static IEnumerable<ProcessSlot> ByPriority(ProcessGroup group) => group.Slots.OrderBy(slot => slot.Settings.Priority);
}
