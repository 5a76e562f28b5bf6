using System.Collections.Immutable;

namespace Supervisor.Configuration.Expansion;

/// <summary>The names that %(name)s may use at one place of the configuration.</summary>
internal sealed record ExpansionScope
{
    private const string EnvironmentPrefix = "ENV_";

    /// <summary>The directory of the file that the value stands in.</summary>
    public required string Here { get; init; }
    public required string HostNodeName { get; init; }

    /// <summary>What ENV_ names find; a later one shadows an earlier one.</summary>
    public required ImmutableArray<IReadOnlyDictionary<string, string>> Environments { get; init; }
    public string? ProgramName { get; init; }
    public string? GroupName { get; init; }
    public int? ProcessNumber { get; init; }
    public int? ProcessCount { get; init; }

    public ExpansionScope WithEnvironment(IReadOnlyDictionary<string, string> environment) =>
        environment.Count == 0 ? this : this with { Environments = Environments.Add(environment) };

    /// <summary>Null when nothing has that name here.</summary>
    public ExpansionValue? Find(string name) =>
        name switch
        {
            "here" => ExpansionValue.Of(Here),
            "host_node_name" => ExpansionValue.Of(HostNodeName),
            "program_name" when ProgramName is not null => ExpansionValue.Of(ProgramName),
            "group_name" when GroupName is not null => ExpansionValue.Of(GroupName),
            "process_num" when ProcessNumber is { } number => ExpansionValue.Of(number),
            "numprocs" when ProcessCount is { } count => ExpansionValue.Of(count),
            _ when name.StartsWith(EnvironmentPrefix, StringComparison.Ordinal) => FindVariable(name[EnvironmentPrefix.Length..]),
            _ => null,
        };

    /// <summary>The names for a message; the variables are not listed one by one.</summary>
    public ImmutableArray<string> Names()
    {
        var names = ImmutableArray.CreateBuilder<string>();
        names.Add("ENV_*");
        if (GroupName is not null)
            names.Add("group_name");
        names.AddRange("here", "host_node_name");
        if (ProcessCount is not null)
            names.Add("numprocs");
        if (ProcessNumber is not null)
            names.Add("process_num");
        if (ProgramName is not null)
            names.Add("program_name");
        return names.ToImmutable();
    }

    /// <summary>Every variable that an ENV_ name could mean, for a suggestion.</summary>
    public IEnumerable<string> VariableNames() => Environments.SelectMany(layer => layer.Keys).Distinct(StringComparer.Ordinal);

    private ExpansionValue? FindVariable(string variable)
    {
        for (var i = Environments.Length - 1; i >= 0; i--)
        {
            if (Environments[i].TryGetValue(variable, out var text))
                return ExpansionValue.Of(text);
        }
        return null;
    }
}
