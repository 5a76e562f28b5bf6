namespace Supervisor.Toml;

public sealed class TomlString : TomlValue
{
    internal TomlString(string value, SourceSpan span)
        : base(span) => Value = value;

    public string Value { get; }

    public override string KindName => "string";
}
