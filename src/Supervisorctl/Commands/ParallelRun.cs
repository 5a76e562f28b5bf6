using System.Collections.Concurrent;
using Supervisorctl.Connection;
using Supervisorctl.XmlRpc;

namespace Supervisorctl.Commands;

/// <summary>Carries calls out at the same time. They are sent in their order by one thread; a thread each waits for the answer.</summary>
internal static class ParallelRun
{
    /// <summary>More connections at once would crowd out other clients of the server.</summary>
    public const int MostAtOnce = 256;

    private const int StackSize = 256 * 1024;

    /// <param name="places">How many names were typed.</param>
    /// <param name="known">What is known without a call, with its place.</param>
    public static void Run(
        Session session,
        int places,
        IReadOnlyList<PendingCall> calls,
        IReadOnlyList<(int Place, CallOutcome Outcome)> known
    )
    {
        var awaited = new int[places];
        foreach (var (place, _) in known)
            awaited[place]++;
        foreach (var call in calls)
            awaited[call.Place]++;
        var report = new OutcomeReport(session, awaited);
        foreach (var (place, outcome) in known)
            report.Add(place, outcome);
        using var answers = new BlockingCollection<(int Place, CallOutcome Outcome)>();
        var underWay = 0;
        PendingCall? before = null;
        foreach (var call in calls)
        {
            if (underWay == MostAtOnce)
            {
                TakeOne(answers, report);
                underWay--;
            }
            if (before is not null && before.Place == call.Place && before.Rank != call.Rank)
                LetServerCatchUp(session);
            Begin(session, call, answers);
            underWay++;
            before = call;
        }
        for (; underWay > 0; underWay--)
            TakeOne(answers, report);
        report.SetStatus();
    }

    private static void TakeOne(BlockingCollection<(int Place, CallOutcome Outcome)> answers, OutcomeReport report)
    {
        var (place, outcome) = answers.Take();
        report.Add(place, outcome);
    }

    /// <summary>A call that goes there and back behind the earlier ones: programs of a lower priority are started before those of a higher.</summary>
    private static void LetServerCatchUp(Session session)
    {
        try
        {
            session.Call("getState");
        }
        catch (XmlRpcFault)
        {
            // It answered, and the calls will say themselves that it is shutting down.
        }
    }

    private static void Begin(Session session, PendingCall call, BlockingCollection<(int Place, CallOutcome Outcome)> answers)
    {
        HttpConnection? connection = null;
        try
        {
            connection = session.Connect();
            call.Send(connection);
        }
        catch (ControlException failure)
        {
            connection?.Dispose();
            answers.Add((call.Place, CallOutcome.Failed(failure)));
            return;
        }
        var thread = new Thread(() => answers.Add((call.Place, Await(connection, call))), StackSize) { IsBackground = true };
        thread.Start();
    }

    private static CallOutcome Await(HttpConnection connection, PendingCall call)
    {
        using (connection)
        {
            try
            {
                return call.Receive(connection);
            }
            catch (ControlException failure)
            {
                return CallOutcome.Failed(failure);
            }
        }
    }
}
