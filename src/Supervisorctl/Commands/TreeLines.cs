using System.Globalization;
using System.Text.Json;
using Supervisorctl.Api;

namespace Supervisorctl.Commands;

/// <summary>Prints trees: the program's name, and below it a line for each process, children further to the right.</summary>
internal static class TreeLines
{
    private const string Indent = "  ";

    public static void Print(Session session, IReadOnlyList<JsonElement> trees)
    {
        foreach (var tree in trees)
        {
            var processes = tree.ItemsOf("processes").ToArray();
            var name = tree.TextOf("namespec");
            session.WriteLine(processes.Length == 0 ? $"{name}: no process" : name);
            var known = processes.Select(process => process.NumberOf("pid")).ToHashSet();
            var children = processes.ToLookup(process => process.NumberOf("parentPid"));
            foreach (var process in processes.Where(process => !known.Contains(process.NumberOf("parentPid"))))
                Print(session, process, children, Indent);
        }
    }

    private static void Print(Session session, JsonElement process, ILookup<long, JsonElement> children, string indent)
    {
        var pid = process.NumberOf("pid");
        session.WriteLine($"{indent}{pid} {process.TextOf("state")} {Age(process)} {process.TextOf("command")} [{Source(process)}]");
        foreach (var child in children[pid])
            Print(session, child, children, indent + Indent);
    }

    /// <summary>An orphan shows whose child it is now.</summary>
    private static string Source(JsonElement process)
    {
        var source = process.TextOf("knownBy");
        return source is "main" or "ancestry"
            ? source
            : string.Create(CultureInfo.InvariantCulture, $"{source}, parent {process.NumberOf("parentPid")}");
    }

    /// <summary>As ps(1) shows elapsed time: [[dd-]hh:]mm:ss.</summary>
    private static string Age(JsonElement process)
    {
        var age = TimeSpan.FromMilliseconds(process.NumberOf("ageMilliseconds"));
        var format =
            age.Days > 0 ? @"d\-hh\:mm\:ss"
            : age.Hours > 0 ? @"hh\:mm\:ss"
            : @"mm\:ss";
        return age.ToString(format, CultureInfo.InvariantCulture);
    }
}
