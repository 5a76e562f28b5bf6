using System.Text.Json;
using Supervisorctl.Api;

namespace Supervisorctl.Commands;

/// <summary>Prints what a reload would do.</summary>
internal static class PlanPrinter
{
    private const int NarrowestName = 30;
    private const int Gap = 3;
    private const int EffectWidth = 12;

    /// <param name="groups">Only these; none is all.</param>
    /// <returns>False when the server has no such API.</returns>
    public static bool TryPrint(Session session, IReadOnlyCollection<string> groups, bool asJson = false)
    {
        try
        {
            using var plan = session.Api.Get(PathOf(groups));
            if (asJson)
                JsonOutput.Print(session, plan.RootElement.WriteTo);
            else
                Print(session, plan.RootElement, groups);
            return true;
        }
        catch (ApiMissingException)
        {
            return false;
        }
        catch (ApiProblem problem) when (problem.Code == "CANT_REREAD")
        {
            session.Fail($"ERROR: CANT_REREAD: {problem.Detail}");
            return true;
        }
        catch (ApiProblem problem) when (problem.Code == "SHUTDOWN_STATE")
        {
            session.Fail("ERROR: supervisor shutting down");
            return true;
        }
    }

    private static string PathOf(IReadOnlyCollection<string> groups) =>
        groups.Count == 0 ? "/plan" : "/plan?" + string.Join('&', groups.Select(group => "group=" + JsonApi.Escape(group)));

    private static void Print(Session session, JsonElement plan, IReadOnlyCollection<string> groups)
    {
        var all = plan.ItemsOf("changes").ToArray();
        foreach (var group in groups.Where(group => !Array.Exists(all, change => change.TextOf("group") == group)))
            session.Fail($"ERROR: no such group: {group}");
        var changes = Array.FindAll(all, change => change.TextOf("kind") != "unchanged");
        var width = NarrowestName;
        foreach (var change in changes)
            width = Math.Max(width, change.TextOf("namespec").Length);
        foreach (var change in changes)
            session.WriteLine(change.TextOf("namespec").PadRight(width + Gap) + EffectOf(change).PadRight(EffectWidth) + WhyOf(change));
        var hasLines = changes.Length > 0;
        foreach (var line in plan.ItemsOf("daemon"))
        {
            session.WriteLine($"supervisord: {line.GetString()}");
            hasLines = true;
        }
        if (!hasLines && session.Status == ExitStatus.Success)
            session.WriteLine("No config updates to processes");
    }

    private static string EffectOf(JsonElement change) => change.TextOf("effect") is "none" ? "-" : change.TextOf("effect");

    private static string WhyOf(JsonElement change) => change.TextOf("reason") is { Length: > 0 } reason ? reason : change.TextOf("kind");
}
