using System.Globalization;
using System.Text;

namespace Supervisor.Gateway.XmlRpc.Values;

/// <summary>Values as Python's str and repr print them: Supervisor's faults quote parameters so.</summary>
internal static class PythonText
{
    /// <summary>From here on, and below the other, a number is printed with an exponent.</summary>
    private const int ExponentFrom = 16;
    private const int ExponentBelow = -4;

    /// <summary>str(value)</summary>
    public static string Of(RpcValue value) =>
        value switch
        {
            RpcValue.Text text => text.Value,
            RpcValue.Time time => time.Value.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            _ => Quote(value),
        };

    /// <summary>repr(text)</summary>
    public static string Quote(string text)
    {
        var result = new StringBuilder();
        AppendQuoted(result, text);
        return result.ToString();
    }

    private static string Quote(RpcValue value)
    {
        var result = new StringBuilder();
        Append(result, value);
        return result.ToString();
    }

    private static void Append(StringBuilder result, RpcValue value)
    {
        switch (value)
        {
            case RpcValue.Text text:
                AppendQuoted(result, text.Value);
                break;
            case RpcValue.Integer integer:
                result.Append(integer.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case RpcValue.Truth truth:
                result.Append(truth.Value ? "True" : "False");
                break;
            case RpcValue.Real real:
                result.Append(Number(real.Value));
                break;
            case RpcValue.Time time:
                AppendTime(result, time.Value);
                break;
            case RpcValue.List list:
                AppendList(result, list);
                break;
            case RpcValue.Structure structure:
                AppendStructure(result, structure);
                break;
            default:
                result.Append("None");
                break;
        }
    }

    private static void AppendList(StringBuilder result, RpcValue.List list)
    {
        result.Append('[');
        for (var index = 0; index < list.Items.Count; index++)
        {
            result.Append(index == 0 ? "" : ", ");
            Append(result, list.Items[index]);
        }
        result.Append(']');
    }

    private static void AppendStructure(StringBuilder result, RpcValue.Structure structure)
    {
        result.Append('{');
        var separator = "";
        foreach (var (name, value) in structure.Members)
        {
            result.Append(separator);
            AppendQuoted(result, name);
            result.Append(": ");
            Append(result, value);
            separator = ", ";
        }
        result.Append('}');
    }

    /// <summary>Seconds are left out when there are none.</summary>
    private static void AppendTime(StringBuilder result, DateTime time)
    {
        result.Append(CultureInfo.InvariantCulture, $"datetime.datetime({time.Year}, {time.Month}, {time.Day}, {time.Hour}, {time.Minute}");
        if (time.Second != 0)
            result.Append(CultureInfo.InvariantCulture, $", {time.Second}");
        result.Append(')');
    }

    /// <summary>In single quotes, or in double quotes when the text has a single one and no double one.</summary>
    private static void AppendQuoted(StringBuilder result, string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        result.Append(quote);
        foreach (var rune in text.EnumerateRunes())
            AppendEscaped(result, rune, quote);
        result.Append(quote);
    }

    private static void AppendEscaped(StringBuilder result, Rune rune, char quote)
    {
        if (rune.Value == quote || rune.Value == '\\')
            result.Append('\\').Append((char)rune.Value);
        else if (rune.Value is '\n' or '\r' or '\t')
            result.Append(
                rune.Value == '\n' ? "\\n"
                : rune.Value == '\r' ? "\\r"
                : "\\t"
            );
        else if (IsPrintable(rune))
            result.Append(rune.ToString());
        else if (rune.Value <= 0xFF)
            result.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}");
        else if (rune.Value <= 0xFFFF)
            result.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
        else
            result.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
    }

    private static bool IsPrintable(Rune rune) =>
        rune.Value == ' '
        || Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.SpaceSeparator
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            );

    /// <summary>The shortest digits that give the number back, as .NET has them too, laid out as Python does.</summary>
    private static string Number(double value)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "nan"
                : value > 0 ? "inf"
                : "-inf";
        var (sign, digits, exponent) = Take(value);
        if (exponent is < ExponentBelow or >= ExponentFrom)
        {
            var fraction = digits.Length > 1 ? "." + digits[1..] : "";
            var exponentSign = exponent < 0 ? '-' : '+';
            return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}{fraction}e{exponentSign}{Math.Abs(exponent):00}");
        }
        if (exponent < 0)
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        var whole = digits.PadRight(exponent + 1, '0');
        var rest = whole.Length > exponent + 1 ? whole[(exponent + 1)..] : "0";
        return $"{sign}{whole[..(exponent + 1)]}.{rest}";
    }

    /// <summary>Sign, digits without zeros at either end, and the power of ten of the first of them.</summary>
    private static (string Sign, string Digits, int Exponent) Take(double value)
    {
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var sign = shortest[0] == '-' ? "-" : "";
        var mark = shortest.IndexOf('E', StringComparison.Ordinal);
        var mantissa = (mark < 0 ? shortest : shortest[..mark])[sign.Length..];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var leading = all.Length - all.TrimStart('0').Length;
        var digits = all.Trim('0');
        if (digits.Length == 0)
            return (sign, "0", 0);
        var shift = mark < 0 ? 0 : int.Parse(shortest.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return (sign, digits, (point < 0 ? mantissa.Length : point) - 1 - leading + shift);
    }
}
