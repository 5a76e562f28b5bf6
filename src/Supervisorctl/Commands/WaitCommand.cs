using System.Diagnostics;
using System.Globalization;
using Supervisorctl.Api;
using Supervisorctl.Processes;

namespace Supervisorctl.Commands;

/// <summary>wait: until processes are in a state.</summary>
internal sealed class WaitCommand : Command
{
    public override string Name => "wait";

    public override string Help =>
        "wait <name> [...] --for <state>[,<state>]\tWait until a process is in a state\n"
        + "wait <name>\t\t\t\tUntil it is RUNNING; one of type oneshot until it is completed\n"
        + "wait <gname>:* --for <state>\t\tUntil all of a group are\n"
        + "wait <name> --timeout <seconds>\t\tFor so long at most";

    public override bool IsFurther => true;

    public override void Run(Session session, string argument)
    {
        if (!TryParse(WordsOf(argument), out var names, out var states, out var seconds, out var mistake))
        {
            RefuseUse(session, $"Error: {mistake}", ExitStatus.InvalidArguments);
            return;
        }
        var since = Stopwatch.GetTimestamp();
        try
        {
            foreach (var name in Expand(session, names))
                WaitFor(session, name, states, seconds - Stopwatch.GetElapsedTime(since).TotalSeconds);
        }
        catch (ApiMissingException)
        {
            TellApiIsMissing(session);
        }
    }

    /// <param name="states">Empty where none is named: the success of a start, which the server knows.</param>
    private static bool TryParse(string[] words, out List<string> names, out string states, out double? seconds, out string mistake)
    {
        names = [];
        states = "";
        seconds = null;
        mistake = "";
        for (var index = 0; index < words.Length; index++)
        {
            var word = words[index];
            if (word is not ("--for" or "--timeout"))
            {
                names.Add(word);
                continue;
            }
            if (++index == words.Length)
                mistake = $"{word} requires an argument";
            else if (word == "--for")
                states = words[index].ToUpperInvariant();
            else if (double.TryParse(words[index], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                seconds = number;
            else
                mistake = $"'{words[index]}' is no number of seconds";
        }
        if (mistake.Length == 0 && names.Count == 0)
            mistake = "wait requires a process name";
        return mistake.Length == 0;
    }

    /// <summary>The server waits for one process at a time: a group is all of its members, one after the other.</summary>
    private static List<string> Expand(Session session, List<string> names)
    {
        if (names.TrueForAll(name => name != "all" && Namespec.Parse(name).Process is not null))
            return names;
        var infos = ProcessInfo.All(session);
        var expanded = new List<string>();
        foreach (var name in names)
        {
            var namespec = Namespec.Parse(name);
            if (name != "all" && namespec.Process is not null)
            {
                expanded.Add(name);
                continue;
            }
            var before = expanded.Count;
            expanded.AddRange(infos.Where(info => name == "all" || info.IsMeantBy(namespec)).Select(info => info.Namespec));
            if (expanded.Count == before && name != "all")
                session.Fail($"{namespec.Group}: ERROR (no such group)");
        }
        return expanded;
    }

    private static void WaitFor(Session session, string name, string states, double? seconds)
    {
        var query = new List<string>();
        if (states.Length > 0)
            query.Add("state=" + JsonApi.Escape(states));
        if (seconds is { } limit)
            query.Add("timeout=" + Math.Max(0, limit).ToString("0.###", CultureInfo.InvariantCulture));
        var path = $"/processes/{JsonApi.Escape(name)}/wait{(query.Count > 0 ? "?" : "")}{string.Join('&', query)}";
        try
        {
            using var answer = session.Api.Get(path);
            var completed = answer.RootElement.IsTrue("isCompleted") ? " (completed)" : "";
            session.WriteLine($"{name}: {answer.RootElement.TextOf("state")}{completed}");
        }
        catch (ApiProblem problem)
        {
            var isUse = problem.Code == "BAD_REQUEST";
            var what = problem.Code switch
            {
                "TIMED_OUT" => "timed out",
                "BAD_NAME" => "no such process",
                "SHUTDOWN_STATE" => "shutting down",
                _ => problem.Detail,
            };
            session.Fail($"{name}: ERROR ({what})", isUse ? ExitStatus.InvalidArguments : ExitStatus.Generic);
        }
    }
}
