namespace Supervisor.Toml;

public sealed class TomlFloat : TomlValue
{
    internal TomlFloat(double value, SourceSpan span)
        : base(span) => Value = value;

    public double Value { get; }

    public override string KindName => "float";
}
