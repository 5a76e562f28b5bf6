namespace Supervisor.Configuration.Values;

/// <summary>The kinds of TOML value that a key takes.</summary>
[Flags]
public enum ValueShapes
{
    None = 0,
    Boolean = 1,
    WholeNumber = 2,

    /// <summary>A whole number or a float.</summary>
    Number = 4,
    Text = 8,
    Array = 16,
    Table = 32,
}
