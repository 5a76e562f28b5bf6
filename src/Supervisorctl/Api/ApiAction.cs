using Supervisor.Protocol.Replies;
using Supervisorctl.Processes;
using Supervisorctl.XmlRpc;

namespace Supervisorctl.Api;

/// <summary>Actions on processes by the JSON API.</summary>
internal static class ApiAction
{
    /// <summary>What became of each process that was meant; one result for a name that means none, and where all is refused.</summary>
    /// <param name="name">As it is typed, or "all".</param>
    /// <param name="action">The last word of the path.</param>
    /// <exception cref="ApiMissingException">The server has no such API.</exception>
    public static IReadOnlyList<ProcessResult> Do(Session session, string name, string action)
    {
        try
        {
            using var answer = session.Api.Post($"/processes/{JsonApi.Escape(name)}/{action}", "{}"u8);
            return
            [
                .. answer
                    .RootElement.ItemsOf("results")
                    .Select(result =>
                        Of(new Namespec(result.TextOf("group"), result.TextOf("name")), result.TextOf("code"), result.TextOf("detail"))
                    ),
            ];
        }
        catch (ApiProblem problem) when (FaultNames.Find(problem.Code) is not null)
        {
            return [Of(Namespec.Parse(name), problem.Code, problem.Detail)];
        }
    }

    private static ProcessResult Of(Namespec name, string code, string detail) =>
        new(name.Group, name.Process, FaultNames.Find(code) ?? ControlResult.Failed, $"{code}: {detail}");
}
