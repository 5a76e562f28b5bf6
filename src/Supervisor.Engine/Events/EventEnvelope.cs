using System.Globalization;
using System.Text;

namespace Supervisor.Engine.Events;

/// <summary>The form in which an event reaches a listener's standard input (reference 5.1): one line of headers, and the payload.</summary>
internal static class EventEnvelope
{
    /// <summary>The bytes of the envelope.</summary>
    /// <param name="identifier">The daemon's.</param>
    /// <remarks>
    /// "len" counts characters (code points), as the original does whatever its documentation says: a listener that reads text takes that many
    /// characters from its input. For ASCII it is the number of bytes as well.
    /// </remarks>
    public static byte[] Create(string identifier, string pool, NumberedEvent numbered)
    {
        var head = Encoding.UTF8.GetBytes(numbered.Event.Text);
        var data = PythonBytes.Readable(numbered.Event.Data);
        var length = CountCharacters(head) + CountCharacters(data);
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"ver:3.0 server:{identifier} serial:{numbered.Serial} pool:{pool} poolserial:{numbered.PoolSerial} eventname:{numbered.Event.Type.Name()} len:{length}\n"
        );
        return [.. Encoding.UTF8.GetBytes(line), .. head, .. data];
    }

    /// <summary>Of valid UTF-8: every byte but those that continue a character.</summary>
    private static int CountCharacters(ReadOnlySpan<byte> text)
    {
        const int KindOfByte = 0xC0;
        const int Continuation = 0x80;
        var count = 0;
        foreach (var value in text)
        {
            if ((value & KindOfByte) != Continuation)
                count++;
        }
        return count;
    }
}
