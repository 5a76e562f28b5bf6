namespace Supervisor.Configuration.Expansion;

/// <summary>Why a text could not be expanded.</summary>
/// <param name="Index">Where the offending % stands in the text, and how many characters the expression has.</param>
/// <param name="UnknownName">The name that stands for nothing; null when the expression itself is malformed.</param>
internal sealed record ExpansionMistake(int Index, int Length, string? UnknownName, string Reason);
