using Supervisor.Engine.Slots;
using Supervisor.Protocol.Replies;

namespace Supervisor.Engine.Control;

/// <summary>Finds the slots that a selector means.</summary>
internal static class ProcessSelection
{
    /// <summary>In starting order; null after the ticket has been refused because there is no such group or process.</summary>
    public static ProcessSlot[]? Find(Roster roster, ProcessSelector selector, RequestTicket ticket)
    {
        if (selector.Group is not { } groupName)
            return [.. roster.Slots];
        if (selector.Name is not { } name)
        {
            if (roster.FindGroup(groupName) is { } group)
                return [.. group.Slots];
            ticket.Refuse(ControlResult.BadName, groupName);
            return null;
        }
        if (roster.Find(groupName, name) is { } slot)
            return [slot];
        ticket.Refuse(ControlResult.BadName, new ProcessName(groupName, name).DisplayName);
        return null;
    }
}
