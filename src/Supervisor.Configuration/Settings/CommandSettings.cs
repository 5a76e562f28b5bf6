using System.Collections.Immutable;

namespace Supervisor.Configuration.Settings;

/// <summary>A command line, split by shell word rules or given as an array.</summary>
/// <param name="Text">As written, expanded; an array is joined with blanks for display.</param>
/// <param name="Arguments">The words; empty when Mistake is set.</param>
/// <param name="Mistake">Why the text could not be split ("No closing quotation", "No escaped character", or "" for an empty command); such a
/// program is loaded with a warning and fails at its start, as it always did.</param>
public sealed record CommandSettings(string Text, ImmutableArray<string> Arguments, string? Mistake);
