using System.Runtime.InteropServices;

namespace Supervisor.Toml;

/// <summary>The numbers a date, a time or both are written with; parts that are not written are 0.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DateTimeParts
{
    public TomlDateTimeKind Kind { get; init; }
    public int Year { get; init; }
    public int Month { get; init; }
    public int Day { get; init; }
    public int Hour { get; init; }
    public int Minute { get; init; }
    public int Second { get; init; }
    public int Nanosecond { get; init; }
    public int OffsetMinutes { get; init; }
}
