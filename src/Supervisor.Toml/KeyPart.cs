namespace Supervisor.Toml;

/// <summary>One part of a dotted key or of a header.</summary>
internal readonly record struct KeyPart(string Name, SourceSpan Span);
