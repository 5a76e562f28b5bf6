using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Supervisor.Engine.Events;

/// <summary>Bytes as text the way the original tells them.</summary>
internal static class PythonBytes
{
    private const byte FirstPrintable = 0x20;
    private const byte FirstBeyondPrintable = 0x7F;

    /// <summary>UTF-8 as it is; anything else as "Undecodable: " with Python's repr of the bytes.</summary>
    public static byte[] Readable(ReadOnlyMemory<byte> bytes) =>
        Utf8.IsValid(bytes.Span) ? bytes.ToArray() : Encoding.ASCII.GetBytes("Undecodable: " + Quote(bytes.Span));

    /// <summary>Python's repr: b'…', in double quotes when there is a single one and no double one.</summary>
    public static string Quote(ReadOnlySpan<byte> bytes)
    {
        var quote = bytes.Contains((byte)'\'') && !bytes.Contains((byte)'"') ? '"' : '\'';
        var text = new StringBuilder("b").Append(quote);
        foreach (var value in bytes)
        {
            switch (value)
            {
                case (byte)'\\':
                    text.Append("\\\\");
                    break;
                case (byte)'\n':
                    text.Append("\\n");
                    break;
                case (byte)'\r':
                    text.Append("\\r");
                    break;
                case (byte)'\t':
                    text.Append("\\t");
                    break;
                case < FirstPrintable or >= FirstBeyondPrintable:
                    text.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
                    break;
                default:
                    if (value == quote)
                        text.Append('\\');
                    text.Append((char)value);
                    break;
            }
        }
        return text.Append(quote).ToString();
    }
}
