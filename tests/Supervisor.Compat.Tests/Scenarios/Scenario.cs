namespace Supervisor.Compat.Tests.Scenarios;

/// <summary>A configuration and what is done with it, one action after the other.</summary>
/// <param name="Actions">
/// Lines: "rpc METHOD [arguments]", "ctl WORDS", "shell 'what is typed'", "wait PROCESS STATE", "file NAME 'a text it has'", "post 'body'". With a
/// "~" behind the verb the lines of the answer are sorted. "gone" waits for the daemon's end, "configure NAME" writes another configuration.
/// </param>
internal sealed record Scenario(string Name, Section[] Sections, string Actions)
{
    /// <summary>Lines of the server's section besides the path of its socket.</summary>
    public string[] Server { get; init; } = [];

    /// <summary>Other configurations, by their names.</summary>
    public Dictionary<string, Section[]> Configurations { get; init; } = [];

    public string[] Lines => Actions.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>What differs on purpose.</summary>
    public Difference[] Differences { get; init; } = [];
}
