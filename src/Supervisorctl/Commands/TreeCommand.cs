using System.Text.Json;
using Supervisorctl.Api;

namespace Supervisorctl.Commands;

/// <summary>tree: all processes that belong to programs, also those that nobody is the parent of any more.</summary>
internal sealed class TreeCommand : Command
{
    public override string Name => "tree";

    public override string Help =>
        "tree <name> [...]\tShow all processes of a program, and how each is known to be its own\n"
        + "tree <gname>:*\t\tOf all in a group\n"
        + "tree\t\t\tOf all programs\n"
        + "tree --json\t\tAs JSON";

    public override bool IsFurther => true;

    public override void Run(Session session, string argument)
    {
        var words = WordsOf(argument);
        var isJson = words.Contains("--json", StringComparer.Ordinal);
        var names = words.Where(word => word is not "--json").ToArray();
        if (names.Length == 0 || names.Contains("all", StringComparer.Ordinal))
            names = ["all"];
        var trees = new List<JsonElement>();
        try
        {
            foreach (var name in names)
                Add(session, name, trees);
        }
        catch (ApiMissingException)
        {
            TellApiIsMissing(session);
            return;
        }
        if (isJson)
            PrintJson(session, trees);
        else
            TreeLines.Print(session, trees);
    }

    private static void Add(Session session, string name, List<JsonElement> trees)
    {
        try
        {
            using var answer = session.Api.Get($"/processes/{JsonApi.Escape(name)}/tree");
            // They outlive the document.
            trees.AddRange(answer.RootElement.ItemsOf("trees").Select(tree => tree.Clone()));
        }
        catch (ApiProblem problem)
        {
            var what = problem.Code switch
            {
                "BAD_NAME" when Namespec.Parse(name).Process is null => "no such group",
                "BAD_NAME" => "no such process",
                "SHUTDOWN_STATE" => "shutting down",
                _ => problem.Detail,
            };
            session.Fail($"{name}: ERROR ({what})");
        }
    }

    private static void PrintJson(Session session, List<JsonElement> trees) =>
        JsonOutput.Print(
            session,
            writer =>
            {
                writer.WriteStartArray();
                foreach (var tree in trees)
                    tree.WriteTo(writer);
                writer.WriteEndArray();
            }
        );
}
