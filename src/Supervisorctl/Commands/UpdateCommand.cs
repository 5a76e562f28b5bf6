using Supervisor.Protocol.Replies;
using Supervisorctl.Processes;
using Supervisorctl.XmlRpc;

namespace Supervisorctl.Commands;

/// <summary>update: what the files now have comes into force.</summary>
internal sealed class UpdateCommand : Command
{
    private const string DryRun = "--dry-run";

    public override string Name => "update";

    public override string Help =>
        "update\t\t\tReload config and add/remove as necessary, and will restart affected programs\n"
        + "update all\t\tReload config and add/remove as necessary, and will restart affected programs\n"
        + "update <gname> [...]\tUpdate specific groups\n"
        + "update --dry-run\tPrint what would be done, as plan does, and do nothing";

    public override void Run(Session session, string argument)
    {
        var words = WordsOf(argument);
        var groups = words.Where(word => word != DryRun).ToHashSet(StringComparer.Ordinal);
        if (groups.Contains("all"))
            groups.Clear();
        if (words.Contains(DryRun, StringComparer.Ordinal))
        {
            if (!PlanPrinter.TryPrint(session, groups))
                TellApiIsMissing(session);
            return;
        }
        if (Read(session) is { } changes)
            Apply(session, changes, groups);
    }

    /// <summary>Null when there is nothing to go on with, which has been told.</summary>
    private static GroupChanges? Read(Session session)
    {
        try
        {
            return GroupChanges.Read(session);
        }
        catch (XmlRpcFault fault) when (fault.Code == ControlResult.ShuttingDown)
        {
            session.Fail("ERROR: already shutting down");
        }
        catch (XmlRpcFault fault) when (fault.Code == ControlResult.CannotReread)
        {
            session.Fail($"ERROR: {fault.Text}");
        }
        return null;
    }

    private static void Apply(Session session, GroupChanges changes, HashSet<string> wanted)
    {
        if (wanted.Count > 0)
        {
            var known = ProcessInfo.All(session).Select(info => info.Group).Concat(changes.Added).ToHashSet(StringComparer.Ordinal);
            foreach (var group in wanted.Where(group => !known.Contains(group)))
                session.Fail($"ERROR: no such group: {group}");
            changes = changes.Only(wanted);
            wanted.IntersectWith(known);
            if (wanted.Count == 0)
                return;
        }
        if (session.Api.IsThere)
            UpdateByApi.Apply(session, changes, wanted);
        else
            UpdateByRpc.Apply(session, changes);
    }
}
