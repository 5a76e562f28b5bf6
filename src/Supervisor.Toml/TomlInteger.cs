namespace Supervisor.Toml;

public sealed class TomlInteger : TomlValue
{
    internal TomlInteger(long value, SourceSpan span)
        : base(span) => Value = value;

    public long Value { get; }

    public override string KindName => "integer";
}
