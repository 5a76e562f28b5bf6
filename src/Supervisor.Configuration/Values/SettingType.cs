using System.Collections.Immutable;

namespace Supervisor.Configuration.Values;

/// <summary>The type of a key's value, as far as documentation and schemas need it.</summary>
public abstract class SettingType
{
    private protected SettingType(string description, ValueShapes shapes)
    {
        Description = description;
        Shapes = shapes;
    }

    /// <summary>What is wanted, with its article: "true or false".</summary>
    public string Description { get; }
    public ValueShapes Shapes { get; }

    /// <summary>The words that are allowed; empty when any text may be.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];
}
