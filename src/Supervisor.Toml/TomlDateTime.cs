using System.Globalization;

namespace Supervisor.Toml;

/// <summary>A date, a time, or both. Parts that the <see cref="Kind"/> does not have are 0.</summary>
public sealed class TomlDateTime : TomlValue
{
    private readonly DateTimeParts _parts;

    internal TomlDateTime(DateTimeParts parts, SourceSpan span)
        : base(span) => _parts = parts;

    public TomlDateTimeKind Kind => _parts.Kind;

    /// <summary>0 to 9999, which is more than <see cref="DateTime"/> takes.</summary>
    public int Year => _parts.Year;

    public int Month => _parts.Month;

    public int Day => _parts.Day;

    public int Hour => _parts.Hour;

    public int Minute => _parts.Minute;

    /// <summary>0 to 60: RFC 3339 writes a leap second as 60.</summary>
    public int Second => _parts.Second;

    /// <summary>The fraction of the second; digits after the ninth are cut off.</summary>
    public int Nanosecond => _parts.Nanosecond;

    /// <summary>Offset from UTC in minutes, positive to the east.</summary>
    public int OffsetMinutes => _parts.OffsetMinutes;

    /// <summary>
    /// RFC 3339 text in one spelling: "T" between date and time, "Z" for the offset 0, and no, three, six or nine digits of fraction, as
    /// many as it needs.
    /// </summary>
    public string Text =>
        Kind switch
        {
            TomlDateTimeKind.LocalDate => DateText,
            TomlDateTimeKind.LocalTime => TimeText,
            TomlDateTimeKind.LocalDateTime => DateText + "T" + TimeText,
            _ => DateText + "T" + TimeText + OffsetText,
        };

    public override string KindName => "date-time";

    private string DateText => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Month:D2}-{Day:D2}");

    private string TimeText => string.Create(CultureInfo.InvariantCulture, $"{Hour:D2}:{Minute:D2}:{Second:D2}{FractionText}");

    private string FractionText
    {
        get
        {
            if (Nanosecond == 0)
            {
                return "";
            }
            string digits = Nanosecond.ToString("D9", CultureInfo.InvariantCulture);
            return "."
                + (
                    Nanosecond % 1_000_000 == 0 ? digits[..3]
                    : Nanosecond % 1_000 == 0 ? digits[..6]
                    : digits
                );
        }
    }

    private string OffsetText
    {
        get
        {
            if (OffsetMinutes == 0)
            {
                return "Z";
            }
            int minutes = Math.Abs(OffsetMinutes);
            return string.Create(CultureInfo.InvariantCulture, $"{(OffsetMinutes < 0 ? '-' : '+')}{minutes / 60:D2}:{minutes % 60:D2}");
        }
    }

    public override string ToString() => Text;
}
