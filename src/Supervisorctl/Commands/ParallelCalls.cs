using System.Collections.Immutable;
using Supervisor.Protocol.Replies;
using Supervisorctl.Connection;
using Supervisorctl.Processes;
using Supervisorctl.XmlRpc;

namespace Supervisorctl.Commands;

/// <summary>Starts or stops several processes at the same time, where the server is made for that.</summary>
internal static class ParallelCalls
{
    /// <summary>False, and nothing is done, when there is one process only, when there are too many, or when the server is the original.</summary>
    public static bool TryRun(Session session, ProcessAction action, string[] names)
    {
        if (names.Contains("all", StringComparer.Ordinal))
            names = ["all"];
        if (names is [var single] && single != "all" && Namespec.Parse(single).Process is not null)
            return false;
        if (!session.Api.IsThere)
            return false;
        // Names alone need neither.
        var infos = new Lazy<ImmutableArray<ProcessInfo>>(() => ProcessInfo.All(session));
        var ranks = new Lazy<ProcessRanks>(() => ProcessRanks.Read(session));
        var calls = new List<PendingCall>();
        for (var place = 0; place < names.Length; place++)
            calls.AddRange(CallsFor(session, action, names[place], place, infos, ranks));
        if (calls.Count > ParallelRun.MostAtOnce)
            return false;
        ParallelRun.Run(session, names.Length, calls, []);
        return true;
    }

    private static IEnumerable<PendingCall> CallsFor(
        Session session,
        ProcessAction action,
        string name,
        int place,
        Lazy<ImmutableArray<ProcessInfo>> infos,
        Lazy<ProcessRanks> ranks
    )
    {
        var namespec = Namespec.Parse(name);
        if (name != "all" && namespec.Process is not null)
            return [OneCall(session, action, namespec, name, place, default, isNamed: true)];
        var meant = infos.Value.Where(info => name == "all" || info.IsMeantBy(namespec)).ToArray();
        // The server knows whether there is a group without members.
        if (meant.Length == 0 && name != "all")
            return [GroupCall(session, action, namespec.Group, place)];
        var candidates = meant.Where(action.IsCandidate);
        var ordered = action.IsHighestFirst ? candidates.OrderByDescending(ranks.Value.Of) : candidates.OrderBy(ranks.Value.Of);
        return ordered.Select(info =>
            OneCall(
                session,
                action,
                new Namespec(info.Group, info.Name),
                $"{info.Group}:{info.Name}",
                place,
                ranks.Value.Of(info),
                isNamed: false
            )
        );
    }

    /// <param name="isNamed">Typed as such: then it is told too that nothing had to be done. For a group that only means that somebody was quicker.</param>
    private static PendingCall OneCall(
        Session session,
        ProcessAction action,
        Namespec namespec,
        string name,
        int place,
        (int, int) rank,
        bool isNamed
    ) =>
        new(
            place,
            rank,
            connection => session.Send(connection, action.OneMethod, XmlRpcArguments.Of(name)),
            connection =>
            {
                var result = ResultOf(connection, namespec);
                return result.Code == action.Harmless && !isNamed ? CallOutcome.Nothing : OutcomeOf(action, [result]);
            }
        );

    private static PendingCall GroupCall(Session session, ProcessAction action, string group, int place) =>
        new(
            place,
            default,
            connection => session.Send(connection, action.GroupMethod, XmlRpcArguments.Of(group)),
            connection =>
            {
                try
                {
                    return OutcomeOf(action, [.. Session.Receive(connection).Items.Select(ProcessResult.Of)]);
                }
                catch (XmlRpcFault fault) when (fault.Code == ControlResult.BadName)
                {
                    return new CallOutcome([$"{group}: ERROR (no such group)"], _ => action.MissingGroupStatus);
                }
            }
        );

    private static ProcessResult ResultOf(HttpConnection connection, Namespec namespec)
    {
        try
        {
            Session.Receive(connection);
            return ProcessResult.Success(namespec);
        }
        catch (XmlRpcFault fault)
        {
            return ProcessResult.Of(namespec, fault);
        }
    }

    private static CallOutcome OutcomeOf(ProcessAction action, IReadOnlyList<ProcessResult> results) =>
        new(
            [.. results.Select(action.LineOf)],
            status => results.Aggregate(status, (before, result) => ResultLines.StatusAfter(result.Code, action.Harmless, before))
        );
}
