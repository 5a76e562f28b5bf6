namespace Supervisorctl.Commands;

/// <summary>plan: what update would do to each process, and why.</summary>
internal sealed class PlanCommand : Command
{
    public override string Name => "plan";

    public override string Help =>
        "plan\t\t\tTell what update would do to each process, and why; nothing is done\n"
        + "plan <gname> [...]\tOf these groups alone\n"
        + "plan --json\t\tAs JSON, with what does not change";

    public override bool IsFurther => true;

    public override void Run(Session session, string argument)
    {
        var words = WordsOf(argument);
        var groups = words.Where(word => word is not ("--json" or "all")).ToHashSet(StringComparer.Ordinal);
        if (words.Contains("all", StringComparer.Ordinal))
            groups.Clear();
        if (!PlanPrinter.TryPrint(session, groups, words.Contains("--json", StringComparer.Ordinal)))
            TellApiIsMissing(session);
    }
}
