using Supervisorctl.Api;
using Supervisorctl.Output;
using Supervisorctl.Processes;

namespace Supervisorctl.Commands;

/// <summary>status: a line for each process.</summary>
internal sealed class StatusCommand : Command
{
    public override string Name => "status";

    public override string Help =>
        "status <name>\t\tGet status for a single process\n"
        + "status <gname>:*\tGet status for all processes in a group\n"
        + "status <name> <name>\tGet status for multiple named processes\n"
        + "status\t\t\tGet all process status info\n"
        + "status --long\t\tTell also since when, how many restarts, and why it last exited\n"
        + "status --json\t\tPrint all that is known as JSON";

    public override void Run(Session session, string argument)
    {
        if (!ServerCheck.Passes(session))
        {
            session.Status = ExitStatus.StatusUnknown;
            return;
        }
        var words = WordsOf(argument);
        var isLong = words.Contains("--long", StringComparer.Ordinal);
        var isJson = words.Contains("--json", StringComparer.Ordinal);
        var names = words.Where(word => word is not ("--long" or "--json")).ToArray();
        if (isLong || isJson)
            RunBeyond(session, names, isJson);
        else
            Print(session, names);
    }

    private static void Print(Session session, string[] names)
    {
        var matching = Matching(session, names, ProcessInfo.All(session), session.WriteLine);
        StatusLines.Print(session, matching, static _ => []);
        var down = matching.FindAll(info => info.IsDown);
        // Only of what has exited it may be that it was to, which XML-RPC has no word for.
        using var details = down.Count > 0 && down.TrueForAll(info => info.IsExited) ? ProcessDetails.TryRead(session) : null;
        SetStatus(session, matching, details);
    }

    private void RunBeyond(Session session, string[] names, bool isJson)
    {
        // In this order: a process that vanishes between the two has no details, and no line.
        var details = ProcessDetails.TryRead(session);
        if (details is null && !isJson)
        {
            TellApiIsMissing(session);
            return;
        }
        using (details)
        {
            Action<string> tell = isJson ? line => session.Errors.WriteLine(line) : session.WriteLine;
            var matching = Matching(session, names, ProcessInfo.All(session), tell);
            if (isJson)
                StatusJson.Print(session, matching, details);
            else
                StatusLines.Print(session, matching, info => details!.Find(info) is { } detail ? LongStatus.LinesOf(detail) : []);
            SetStatus(session, matching, details);
        }
    }

    private static List<ProcessInfo> Matching(Session session, string[] names, IReadOnlyList<ProcessInfo> all, Action<string> tell)
    {
        if (names.Length == 0 || names.Contains("all", StringComparer.Ordinal))
            return [.. all];
        var matching = new List<ProcessInfo>();
        foreach (var name in names)
        {
            var namespec = Namespec.Parse(name);
            var before = matching.Count;
            matching.AddRange(all.Where(info => info.IsMeantBy(namespec)));
            if (matching.Count > before)
                continue;
            tell(namespec.Process is null ? $"{namespec.Group}: ERROR (no such group)" : $"{name}: ERROR (no such process)");
            session.Status = ExitStatus.StatusUnknown;
        }
        return matching;
    }

    /// <summary>What runs once and has done so is as it should be.</summary>
    private static void SetStatus(Session session, List<ProcessInfo> infos, ProcessDetails? details)
    {
        if (infos.Exists(info => info.IsDown && details?.IsCompleted(info) != true))
            session.Status = ExitStatus.StatusNotRunning;
    }
}
