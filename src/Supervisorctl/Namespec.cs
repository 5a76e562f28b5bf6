namespace Supervisorctl;

/// <summary>A name as it is typed: "process", "group:process", or "group:*" and "group:" for all of a group.</summary>
/// <param name="Process">Null for all of the group.</param>
internal readonly record struct Namespec(string Group, string? Process)
{
    public static Namespec Parse(string text)
    {
        var colon = text.IndexOf(':');
        if (colon < 0)
            return new Namespec(text, text);
        var process = text[(colon + 1)..];
        return new Namespec(text[..colon], process is "" or "*" ? null : process);
    }

    /// <summary>The short form where both are the same.</summary>
    public static string Of(string group, string process) =>
        string.Equals(group, process, StringComparison.Ordinal) ? process : $"{group}:{process}";

    /// <summary>As results are headed; a group by its members' names.</summary>
    public override string ToString() => Of(Group, Process ?? "*");
}
