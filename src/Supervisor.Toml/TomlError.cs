namespace Supervisor.Toml;

/// <summary>Why a document is not TOML: one sentence without a final stop, and the text it is about.</summary>
public sealed record TomlError(string Message, SourceSpan Span);
