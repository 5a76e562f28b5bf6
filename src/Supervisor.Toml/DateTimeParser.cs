using System.Globalization;

namespace Supervisor.Toml;

/// <summary>Reads dates and times (RFC 3339 with TOML's local forms) out of the characters of a value without quotes.</summary>
internal static class DateTimeParser
{
    /// <summary>The length of YYYY-MM-DD.</summary>
    public const int DateLength = 10;

    private const int NanosecondDigits = 9;

    /// <returns>Whether the text begins as only a date or a time does: with digits and then '-' or ':'.</returns>
    public static bool IsDateOrTime(ReadOnlySpan<byte> text)
    {
        int digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return digits > 0 && text[digits] is (byte)'-' or (byte)':';
    }

    /// <returns>The parts, or null with the reason why the text is no date or time.</returns>
    public static DateTimeParts? Parse(ReadOnlySpan<byte> text, out string? problem)
    {
        DateTimeParts parts = default;
        bool hasDate = !IsTime(text);
        if (hasDate)
        {
            problem = ReadDate(ref text, ref parts);
            if (problem is not null || text.IsEmpty)
            {
                parts = parts with { Kind = TomlDateTimeKind.LocalDate };
                return problem is null ? parts : null;
            }
            if (text[0] is not ((byte)'T' or (byte)'t' or (byte)' '))
            {
                problem = $"expected 'T' or a space between date and time, found '{(char)text[0]}'";
                return null;
            }
            text = text[1..];
        }
        problem = ReadTime(ref text, ref parts);
        if (problem is null && hasDate && !text.IsEmpty)
        {
            problem = ReadOffset(ref text, ref parts);
        }
        else
        {
            parts = parts with { Kind = hasDate ? TomlDateTimeKind.LocalDateTime : TomlDateTimeKind.LocalTime };
        }
        if (problem is null && !text.IsEmpty)
        {
            problem = $"expected the end of the {(hasDate ? "date-time" : "time")}, found '{(char)text[0]}'";
        }
        return problem is null ? parts : null;
    }

    private static bool IsTime(ReadOnlySpan<byte> text) => text[text.IndexOfAnyExceptInRange((byte)'0', (byte)'9')] == ':';

    private static string? ReadDate(ref ReadOnlySpan<byte> text, ref DateTimeParts parts)
    {
        if (
            !TryReadNumber(ref text, 4, out int year)
            || !TryReadByte(ref text, '-')
            || !TryReadNumber(ref text, 2, out int month)
            || !TryReadByte(ref text, '-')
            || !TryReadNumber(ref text, 2, out int day)
        )
        {
            return "a date is written YYYY-MM-DD";
        }
        if (month is < 1 or > 12)
        {
            return $"expected a month from 01 to 12, found {month:D2}";
        }
        int lastDay = GetDaysInMonth(year, month);
        if (day < 1 || day > lastDay)
        {
            return $"expected a day from 01 to {lastDay} in {year:D4}-{month:D2}, found {day:D2}";
        }
        parts = parts with { Year = year, Month = month, Day = day };
        return null;
    }

    /// <summary>By the Gregorian rule for all years; <see cref="DateTime.DaysInMonth"/> refuses the year 0, which RFC 3339 has.</summary>
    private static int GetDaysInMonth(int year, int month) =>
        month switch
        {
            2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
            4 or 6 or 9 or 11 => 30,
            _ => 31,
        };

    private static string? ReadTime(ref ReadOnlySpan<byte> text, ref DateTimeParts parts)
    {
        if (
            !TryReadNumber(ref text, 2, out int hour)
            || !TryReadByte(ref text, ':')
            || !TryReadNumber(ref text, 2, out int minute)
            || !TryReadByte(ref text, ':')
            || !TryReadNumber(ref text, 2, out int second)
        )
        {
            return "a time is written HH:MM:SS, with a fraction of the second if needed";
        }
        // RFC 3339, 5.6 and 5.7: a leap second is the 60th, and which minutes have one is not known in advance.
        string? problem =
            hour > 23 ? $"expected an hour from 00 to 23, found {hour:D2}"
            : minute > 59 ? $"expected a minute from 00 to 59, found {minute:D2}"
            : second > 60 ? $"expected a second from 00 to 60, found {second:D2}"
            : null;
        if (problem is not null)
        {
            return problem;
        }
        parts = parts with { Hour = hour, Minute = minute, Second = second };
        return TryReadByte(ref text, '.') ? ReadFraction(ref text, ref parts) : null;
    }

    private static string? ReadFraction(ref ReadOnlySpan<byte> text, ref DateTimeParts parts)
    {
        int end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        ReadOnlySpan<byte> digits = end < 0 ? text : text[..end];
        if (digits.IsEmpty)
        {
            return "expected a digit after the decimal point of the second";
        }
        int nanosecond = 0;
        for (int i = 0; i < NanosecondDigits; i++)
        {
            nanosecond = (nanosecond * 10) + (i < digits.Length ? digits[i] - '0' : 0);
        }
        parts = parts with { Nanosecond = nanosecond };
        text = text[digits.Length..];
        return null;
    }

    private static string? ReadOffset(ref ReadOnlySpan<byte> text, ref DateTimeParts parts)
    {
        parts = parts with { Kind = TomlDateTimeKind.OffsetDateTime };
        if (TryReadByte(ref text, 'Z') || TryReadByte(ref text, 'z'))
        {
            return null;
        }
        bool isWest = text[0] == '-';
        if (!isWest && text[0] != '+')
        {
            return $"expected 'Z', '+' or '-' after the time, found '{(char)text[0]}'";
        }
        text = text[1..];
        if (!TryReadNumber(ref text, 2, out int hours) || !TryReadByte(ref text, ':') || !TryReadNumber(ref text, 2, out int minutes))
        {
            return "an offset is written Z, +HH:MM or -HH:MM";
        }
        if (hours > 23 || minutes > 59)
        {
            return $"expected an offset of at most 23:59, found {hours:D2}:{minutes:D2}";
        }
        parts = parts with { OffsetMinutes = ((hours * 60) + minutes) * (isWest ? -1 : 1) };
        return null;
    }

    private static bool TryReadByte(ref ReadOnlySpan<byte> text, char expected)
    {
        if (text.IsEmpty || text[0] != expected)
        {
            return false;
        }
        text = text[1..];
        return true;
    }

    private static bool TryReadNumber(ref ReadOnlySpan<byte> text, int digits, out int number)
    {
        number = 0;
        return text.Length >= digits
            && int.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && Skip(ref text, digits);
    }

    private static bool Skip(ref ReadOnlySpan<byte> text, int count)
    {
        text = text[count..];
        return true;
    }
}
