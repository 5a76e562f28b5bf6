using System.Globalization;
using Serilog.Events;
using Serilog.Parsing;

namespace Supervisord.DaemonLog;

/// <summary>
/// The text of an event with its properties put in as they are: Serilog's own rendering puts strings in quotes, and people search the
/// log for Supervisor's texts, which have none.
/// </summary>
internal static class MessageText
{
    private const int LongestNumber = 64;

    public static void Render(LogEvent line, TextWriter output)
    {
        foreach (var token in line.MessageTemplate.Tokens)
        {
            if (token is TextToken text)
                output.Write(text.Text);
            else if (token is PropertyToken property)
                RenderProperty(line, property, output);
        }
    }

    private static void RenderProperty(LogEvent line, PropertyToken token, TextWriter output)
    {
        if (!line.Properties.TryGetValue(token.PropertyName, out var value))
            output.Write(token.ToString());
        else if (token.Alignment is { } alignment)
            RenderAligned(value, token.Format, alignment, output);
        else
            RenderValue(value, token.Format, output);
    }

    private static void RenderAligned(LogEventPropertyValue value, string? format, Alignment alignment, TextWriter output)
    {
        using var plain = new StringWriter(CultureInfo.InvariantCulture);
        RenderValue(value, format, plain);
        var text = plain.ToString();
        output.Write(alignment.Direction == AlignmentDirection.Left ? text.PadRight(alignment.Width) : text.PadLeft(alignment.Width));
    }

    private static void RenderValue(LogEventPropertyValue value, string? format, TextWriter output)
    {
        switch (value)
        {
            case ScalarValue scalar:
                RenderScalar(scalar.Value, format, output);
                break;
            case SequenceValue sequence:
                RenderSequence(sequence, format, output);
                break;
            default:
                value.Render(output, format, CultureInfo.InvariantCulture);
                break;
        }
    }

    private static void RenderSequence(SequenceValue sequence, string? format, TextWriter output)
    {
        for (var index = 0; index < sequence.Elements.Count; index++)
        {
            if (index > 0)
                output.Write(", ");
            RenderValue(sequence.Elements[index], format, output);
        }
    }

    private static void RenderScalar(object? value, string? format, TextWriter output)
    {
        Span<char> digits = stackalloc char[LongestNumber];
        switch (value)
        {
            case string text:
                output.Write(text);
                break;
            case ISpanFormattable number when number.TryFormat(digits, out var length, format, CultureInfo.InvariantCulture):
                output.Write(digits[..length]);
                break;
            case IFormattable formattable:
                output.Write(formattable.ToString(format, CultureInfo.InvariantCulture));
                break;
            default:
                output.Write(value?.ToString() ?? "null");
                break;
        }
    }
}
