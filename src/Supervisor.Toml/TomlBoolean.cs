namespace Supervisor.Toml;

public sealed class TomlBoolean : TomlValue
{
    internal TomlBoolean(bool value, SourceSpan span)
        : base(span) => Value = value;

    public bool Value { get; }

    public override string KindName => "boolean";
}
