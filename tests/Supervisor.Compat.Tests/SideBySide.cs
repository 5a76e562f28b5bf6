using Supervisor.Compat.Tests.Daemons;
using Supervisor.Compat.Tests.Scenarios;

namespace Supervisor.Compat.Tests;

/// <summary>
/// The original supervisord and ours side by side: the same configuration and the same actions by the original's clients, and what they see is
/// compared line by line.
/// </summary>
internal static class SideBySide
{
    /// <summary>Fails with every action that differs and is not in the scenario's table of differences, or is in it and does not.</summary>
    /// <param name="withOwnClient">Our daemon is controlled by our supervisorctl; otherwise by the original's.</param>
    public static void Compare(Scenario scenario, bool withOwnClient = false)
    {
        Skip.IfNot(File.Exists(RunningDaemon.OriginalExecutable), "the original (package supervisor) is not installed");
        var answers = new Dictionary<DaemonKind, string[]>();
        Parallel.ForEach(
            Enum.GetValues<DaemonKind>(),
            kind =>
            {
                var seen = CarryOut(kind, scenario, withOwnClient && kind == DaemonKind.Ours ? SupervisorctlExecutable.Path : null);
                lock (answers)
                    answers.Add(kind, seen);
            }
        );
        var failures = Compare(
                scenario.Lines,
                withOwnClient ? [.. scenario.ClientDifferences, .. scenario.Differences] : scenario.Differences,
                answers[DaemonKind.Original],
                answers[DaemonKind.Ours]
            )
            .ToArray();
        failures.ShouldBeEmpty(string.Join("\n", failures));
    }

    private static string[] CarryOut(DaemonKind kind, Scenario scenario, string? client)
    {
        using var daemon = new RunningDaemon(kind, scenario, client);
        return [.. scenario.Lines.Select(line => CarryOut(daemon, scenario, line))];
    }

    private static string CarryOut(RunningDaemon daemon, Scenario scenario, string line)
    {
        const string Configure = "configure ";
        if (!line.StartsWith(Configure, StringComparison.Ordinal))
            return daemon.CarryOut(line);
        daemon.Configure(scenario.Configurations[line[Configure.Length..]]);
        return "";
    }

    /// <summary>What differs and is not in the table of the differences, and what is in it and does not.</summary>
    private static IEnumerable<string> Compare(string[] lines, Difference[] differences, string[] original, string[] ours)
    {
        for (var index = 0; index < lines.Length; index++)
        {
            var (line, theirs, mine) = (lines[index], original[index], ours[index]);
            var difference = differences.FirstOrDefault(each => string.Equals(each.Action, line, StringComparison.Ordinal));
            if (difference is null && !string.Equals(theirs, mine, StringComparison.Ordinal))
                yield return $"{line}\n  original: {theirs}\n  ours:     {mine}";
            else if (
                difference is not null
                && (theirs.Contains(difference.Ours, StringComparison.Ordinal) || !mine.Contains(difference.Ours, StringComparison.Ordinal))
            )
                yield return $"{line}\n  is to differ by: {difference.Ours}\n  original: {theirs}\n  ours:     {mine}";
        }
    }
}
