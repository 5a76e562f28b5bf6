namespace Supervisor.Compat.Tests.Scenarios;

/// <summary>One section of a configuration that both daemons can read: the original as [kind:name], ours as [kind.name].</summary>
/// <param name="Lines">"key = value", in TOML. "@" stands for the daemon's directory.</param>
internal sealed record Section(string Kind, string Name, params string[] Lines)
{
    public static Section Program(string name, params string[] lines) => new("program", name, lines);

    public static Section Group(string name, params string[] lines) => new("group", name, lines);
}
