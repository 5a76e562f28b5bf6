using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Supervisor.Configuration.Expansion;

/// <summary>
/// Expands %(name)s as Python's % operator does with a mapping: flags, width, precision and the conversions that make sense for text and
/// whole numbers; %% is a percent sign. What a name stands for is not expanded again.
/// </summary>
internal static class PercentFormat
{
    /// <summary>A width or precision beyond this is a slip, not a wish.</summary>
    private const int LargestWidth = 4096;

    public static bool TryExpand(
        string template,
        ExpansionScope scope,
        [NotNullWhen(true)] out string? expanded,
        [NotNullWhen(false)] out ExpansionMistake? mistake
    )
    {
        mistake = null;
        var percent = template.IndexOf('%', StringComparison.Ordinal);
        if (percent < 0)
        {
            expanded = template;
            return true;
        }
        var result = new StringBuilder(template.Length + 32);
        var position = 0;
        while (percent >= 0)
        {
            result.Append(template, position, percent - position);
            position = percent;
            mistake = AppendExpression(template, ref position, scope, result);
            if (mistake is not null)
            {
                expanded = null;
                return false;
            }
            percent = template.IndexOf('%', position);
        }
        expanded = result.Append(template, position, template.Length - position).ToString();
        return true;
    }

    /// <summary>Expands the expression that begins at <paramref name="position"/>, and moves behind it.</summary>
    private static ExpansionMistake? AppendExpression(string template, ref int position, ExpansionScope scope, StringBuilder result)
    {
        var start = position++;
        if (position < template.Length && template[position] == '%')
        {
            position++;
            result.Append('%');
            return null;
        }
        if (position >= template.Length || template[position] != '(')
            return new ExpansionMistake(start, 1, null, "a percent sign stands alone; write %% for one, or %(name)s for an expansion");
        var end = template.IndexOf(')', position);
        if (end < 0)
            return new ExpansionMistake(start, 2, null, "incomplete format key: the closing parenthesis is missing");
        var name = template[(position + 1)..end];
        position = end + 1;
        var specification = ReadSpecification(template, ref position);
        var length = Math.Min(position, template.Length) - start;
        if (specification is not { } wanted)
            return new ExpansionMistake(start, length, null, $"incomplete format: a conversion such as s or d is missing after %({name})");
        if (scope.Find(name) is not { } value)
            return new ExpansionMistake(start, length, name, "unknown name");
        var text = Format(value, wanted, out var reason);
        if (text is null)
            return new ExpansionMistake(start, length, null, reason);
        result.Append(text);
        return null;
    }

    /// <summary>[flags][width][.precision][length]conversion; null when the text ends before the conversion.</summary>
    private static Specification? ReadSpecification(string template, ref int position)
    {
        var flagsStart = position;
        while (position < template.Length && "#0- +".Contains(template[position], StringComparison.Ordinal))
            position++;
        var flags = template[flagsStart..position];
        var width = ReadNumber(template, ref position) ?? 0;
        int? precision = null;
        if (position < template.Length && template[position] == '.')
        {
            position++;
            precision = ReadNumber(template, ref position) ?? 0;
        }
        while (position < template.Length && template[position] is 'h' or 'l' or 'L')
            position++;
        if (position >= template.Length)
            return null;
        return new Specification(flags, width, precision, template[position++]);
    }

    private static int? ReadNumber(string template, ref int position)
    {
        int? number = null;
        while (position < template.Length && char.IsAsciiDigit(template[position]))
            number = Math.Min(LargestWidth + 1, (number ?? 0) * 10 + (template[position++] - '0'));
        return number;
    }

    private static string? Format(ExpansionValue value, Specification wanted, out string reason)
    {
        reason = "";
        if (wanted.Width > LargestWidth || wanted.Precision > LargestWidth)
        {
            reason = "the width is too large";
            return null;
        }
        var text = wanted.Conversion switch
        {
            's' or 'r' or 'a' => Truncated(value.Text ?? value.Number.ToString(CultureInfo.InvariantCulture), wanted.Precision),
            'd' or 'i' or 'u' or 'x' or 'X' or 'o' => FormatNumber(value, wanted, out reason),
            _ => null,
        };
        if (text is null)
        {
            if (reason.Length == 0)
                reason = $"unsupported format character '{wanted.Conversion}'; s and d are the usual ones";
            return null;
        }
        return wanted.Has('-') ? text.PadRight(wanted.Width) : text.PadLeft(wanted.Width);
    }

    private static string Truncated(string text, int? precision) => precision < text.Length ? text[..precision.Value] : text;

    private static string? FormatNumber(ExpansionValue value, Specification wanted, out string reason)
    {
        reason = "";
        if (value.Text is not null)
        {
            reason = $"%{wanted.Conversion} needs a number, and this is the text '{value.Text}'; use %(...)s";
            return null;
        }
        var magnitude = Math.Abs((long)value.Number);
        var digits = wanted.Conversion switch
        {
            'x' => magnitude.ToString("x", CultureInfo.InvariantCulture),
            'X' => magnitude.ToString("X", CultureInfo.InvariantCulture),
            'o' => Convert.ToString(magnitude, 8),
            _ => magnitude.ToString(CultureInfo.InvariantCulture),
        };
        digits = digits.PadLeft(wanted.Precision ?? 0, '0');
        var sign =
            value.Number < 0 ? "-"
            : wanted.Has('+') ? "+"
            : wanted.Has(' ') ? " "
            : "";
        if (wanted.Has('#') && wanted.Conversion is 'x' or 'X' or 'o')
            sign += "0" + wanted.Conversion;
        return wanted.Has('0') && !wanted.Has('-') ? sign + digits.PadLeft(Math.Max(0, wanted.Width - sign.Length), '0') : sign + digits;
    }

    private readonly record struct Specification(string Flags, int Width, int? Precision, char Conversion)
    {
        public bool Has(char flag) => Flags.Contains(flag, StringComparison.Ordinal);
    }
}
