using Supervisorctl.Api;

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
        if (groups.Count < words.Length && words.Contains(DryRun, StringComparer.Ordinal))
        {
            if (!PlanPrinter.TryPrint(session, groups))
                TellApiIsMissing(session);
            return;
        }
        try
        {
            UpdateByApi.Run(session, groups);
        }
        catch (ApiMissingException)
        {
            UpdateByRpc.Run(session, groups);
        }
    }
}
