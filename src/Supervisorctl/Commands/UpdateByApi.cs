using System.Text.Json;
using Supervisorctl.Api;

namespace Supervisorctl.Commands;

/// <summary>
/// update with a server that acts on each process: what did not change keeps running. The lines are those of the original, whose scripts
/// look for them; plan tells what is done to each process.
/// </summary>
internal static class UpdateByApi
{
    /// <summary>Every state but STOPPING: what was to be stopped has been, and is up again where it was to be.</summary>
    private const string SettledStates = "STOPPED,STARTING,RUNNING,BACKOFF,EXITED,FATAL,UNKNOWN";

    /// <param name="wanted">Only these groups; none is all.</param>
    /// <exception cref="ApiMissingException">The server has no such API; nothing has been done.</exception>
    public static void Run(Session session, HashSet<string> wanted)
    {
        try
        {
            using var plan = session.Api.Get("/plan");
            var known = GroupPlan.Of(plan.RootElement);
            foreach (var group in wanted.Where(group => !known.Exists(each => each.Group == group)))
                session.Fail($"ERROR: no such group: {group}");
            if (wanted.Count > 0)
            {
                wanted.IntersectWith(known.Select(group => group.Group));
                if (wanted.Count == 0)
                    return;
            }
            Apply(session, wanted);
        }
        catch (ApiProblem problem) when (problem.Code == "SHUTDOWN_STATE")
        {
            session.Fail("ERROR: already shutting down");
        }
        catch (ApiProblem problem) when (problem.Code == "CANT_REREAD")
        {
            session.Fail($"ERROR: CANT_REREAD: {problem.Detail}");
        }
    }

    private static void Apply(Session session, HashSet<string> wanted)
    {
        using var applied = session.Api.Post("/apply", Body(wanted));
        var groups = GroupPlan.Of(applied.RootElement).Where(group => wanted.Count == 0 || wanted.Contains(group.Group)).ToList();
        foreach (var group in groups.Where(group => group.Kind == GroupPlanKind.Removed))
            Tell(session, group, "stopped", "removed process group");
        foreach (var group in groups.Where(group => group.Kind == GroupPlanKind.Changed))
            Tell(session, group, "stopped", "updated process group");
        foreach (var group in groups.Where(group => group.Kind == GroupPlanKind.Added))
            session.WriteLine($"{group.Group}: added process group");
    }

    private static void Tell(Session session, GroupPlan group, string first, string second)
    {
        foreach (var name in group.Stopping)
            AwaitStop(session, name);
        session.WriteLine($"{group.Group}: {first}");
        session.WriteLine($"{group.Group}: {second}");
    }

    private static void AwaitStop(Session session, string namespec)
    {
        try
        {
            session.Api.Get($"/processes/{JsonApi.Escape(namespec)}/wait?state={SettledStates}").Dispose();
        }
        catch (ApiProblem problem) when (problem.Code is "BAD_NAME")
        {
            // It was removed, and has gone.
        }
    }

    private static byte[] Body(HashSet<string> groups)
    {
        using var content = new MemoryStream();
        using (var writer = new Utf8JsonWriter(content))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("groups");
            foreach (var group in groups)
                writer.WriteStringValue(group);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return content.ToArray();
    }
}
