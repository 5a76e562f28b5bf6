using Supervisor.Protocol.Replies;
using Supervisorctl.Api;
using Supervisorctl.Connection;
using Supervisorctl.Processes;
using Supervisorctl.XmlRpc;

namespace Supervisorctl.Commands;

/// <summary>
/// Restarts processes at the same time, each as one request: none waits for another to be down, and one whose command cannot be found is not
/// stopped.
/// </summary>
internal static class RestartCalls
{
    /// <summary>False, and nothing is done, when the server is the original.</summary>
    public static bool TryRun(Session session, string[] names)
    {
        if (!session.Api.IsThere)
            return false;
        if (names.Contains("all", StringComparer.Ordinal))
            names = ["all"];
        var infos = ProcessInfo.All(session);
        var ranks = new Lazy<ProcessRanks>(() => ProcessRanks.Read(session));
        var calls = new List<PendingCall>();
        var known = new List<(int, CallOutcome)>();
        for (var place = 0; place < names.Length; place++)
        {
            var (name, at) = (names[place], place);
            var namespec = Namespec.Parse(name);
            var isNamed = name != "all" && namespec.Process is not null;
            var meant = infos.Where(info => name == "all" || info.IsMeantBy(namespec)).ToArray();
            if (meant.Length == 0 && name != "all")
                known.Add((place, Missing(namespec)));
            else if (isNamed)
                calls.Add(CallOf(session, meant[0], place, default, isNamed));
            else
                calls.AddRange(meant.OrderBy(ranks.Value.Of).Select(info => CallOf(session, info, at, ranks.Value.Of(info), isNamed)));
        }
        ParallelRun.Run(session, names.Length, calls, known);
        return true;
    }

    /// <summary>Told twice, as the original's two halves do.</summary>
    private static CallOutcome Missing(Namespec namespec)
    {
        var line = namespec.Process is null ? $"{namespec.Group}: ERROR (no such group)" : $"{namespec}: ERROR (no such process)";
        return new CallOutcome([line, line], _ => namespec.Process is null ? ExitStatus.InvalidArguments : ExitStatus.Generic);
    }

    private static PendingCall CallOf(Session session, ProcessInfo info, int place, (int, int) rank, bool isNamed)
    {
        var path = $"/processes/{JsonApi.Escape($"{info.Group}:{info.Name}")}/restart";
        return new PendingCall(
            place,
            rank,
            connection => session.Api.SendPost(connection, path),
            connection => OutcomeOf(info, isNamed, Receive(info, connection, path))
        );
    }

    private static ProcessResult Receive(ProcessInfo info, HttpConnection connection, string path)
    {
        try
        {
            JsonApi.Receive(connection, path).Dispose();
            return new ProcessResult(info.Group, info.Name, ControlResult.Success, "");
        }
        catch (ApiProblem problem) when (FaultNames.Find(problem.Code) is { } code)
        {
            return new ProcessResult(info.Group, info.Name, code, $"{problem.Code}: {problem.Detail}");
        }
    }

    private static CallOutcome OutcomeOf(ProcessInfo info, bool isNamed, ProcessResult result)
    {
        var name = new Namespec(info.Group, info.Name);
        var code = result.Code;
        if (code == ControlResult.BadName)
            return Missing(name);
        var lines = new List<string>();
        if (code is not (ControlResult.NoFile or ControlResult.NotExecutable))
        {
            if (info.IsUp)
                lines.Add($"{name}: stopped");
            else if (isNamed)
                lines.Add($"{name}: ERROR (not running)");
        }
        lines.Add(ResultLines.Started(result));
        return new CallOutcome(lines, status => ResultLines.StatusAfter(code, ControlResult.AlreadyStarted, status));
    }
}
