namespace Supervisor.Engine.Descendants;

/// <summary>What a search has found.</summary>
public sealed record SearchAnswer
{
    internal SearchAnswer(IReadOnlyList<Descendant> found) => Found = found;

    /// <summary>The processes of the programs that were wanted, main processes first and older ones before younger.</summary>
    internal IReadOnlyList<Descendant> Found { get; }
}
