using System.Collections.Immutable;
using System.Text.Json;
using Supervisorctl.Api;
using Supervisorctl.Processes;

namespace Supervisorctl.Commands;

/// <summary>
/// update with a server that acts on each process: what did not change keeps running. The lines are those of the original, whose scripts
/// look for them; plan tells what is done to each process.
/// </summary>
internal static class UpdateByApi
{
    /// <summary>Every state but STOPPING: what was to be stopped has been, and is up again where it was to be.</summary>
    private const string SettledStates = "STOPPED,STARTING,RUNNING,BACKOFF,EXITED,FATAL,UNKNOWN";

    /// <param name="wanted">Only these groups; none is all, and what of the daemon itself can change while it runs.</param>
    public static void Apply(Session session, GroupChanges changes, IReadOnlyCollection<string> wanted)
    {
        using var applied = session.Api.Post("/apply", Body(wanted));
        var stopping = applied
            .RootElement.ItemsOf("changes")
            .Where(change => change.TextOf("effect") is "stop" or "restart")
            .ToLookup(change => change.TextOf("group"), change => change.TextOf("name"), StringComparer.Ordinal);
        Tell(session, changes.Removed, stopping, "removed process group");
        Tell(session, changes.Changed, stopping, "updated process group");
        foreach (var group in changes.Added)
            session.WriteLine($"{group}: added process group");
    }

    private static void Tell(Session session, ImmutableArray<string> groups, ILookup<string, string> stopping, string done)
    {
        foreach (var group in groups)
        {
            foreach (var name in stopping[group])
                AwaitStop(session, $"{group}:{name}");
            session.WriteLine($"{group}: stopped");
            session.WriteLine($"{group}: {done}");
        }
    }

    private static void AwaitStop(Session session, string namespec)
    {
        try
        {
            session.Api.Get($"/processes/{JsonApi.Escape(namespec)}/wait?state={SettledStates}").Dispose();
        }
        catch (ApiProblem problem) when (problem.Code == "BAD_NAME")
        {
            // It was removed, and has gone.
        }
    }

    private static byte[] Body(IReadOnlyCollection<string> groups)
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
