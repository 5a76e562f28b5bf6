using Supervisor.Toml;

namespace Supervisor.Configuration.Values;

/// <summary>An element of a list with its place, for mistakes that show only when it is compared with others.</summary>
internal readonly record struct LocatedText(string Text, SourceSpan Span);
