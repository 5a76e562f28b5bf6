namespace Supervisor.Toml;

/// <summary>The four date and time types of TOML.</summary>
public enum TomlDateTimeKind
{
    /// <summary>A date, a time and an offset from UTC: an instant.</summary>
    OffsetDateTime,

    /// <summary>A date and a time without an offset.</summary>
    LocalDateTime,

    /// <summary>A date alone.</summary>
    LocalDate,

    /// <summary>A time alone.</summary>
    LocalTime,
}
