namespace Supervisor.Toml;

/// <summary>A value of a document, with the place where it is written.</summary>
public abstract class TomlValue
{
    private protected TomlValue(SourceSpan span) => Span = span;

    /// <summary>The text of the value alone; for a table its header, the key that created it, or the inline table's text.</summary>
    public SourceSpan Span { get; private protected set; }

    /// <summary>The kind in words for a message: "string", "integer", "float", "boolean", "date-time", "array" or "table".</summary>
    public abstract string KindName { get; }
}
