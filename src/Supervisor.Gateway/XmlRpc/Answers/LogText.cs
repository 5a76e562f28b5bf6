using Supervisor.Gateway.Logs;

namespace Supervisor.Gateway.XmlRpc.Answers;

/// <summary>A part of a log. It is read while it is written, which can be done once: then the log is closed.</summary>
/// <param name="Count">Bytes at most; what is no longer there is left out.</param>
internal sealed record LogText(LogFile Log, long Position, long Count) : Answer
{
    private const int Portion = 64 * 1024;
    private const int LongestCharacter = 4;

    public override void Write(AnswerWriter writer)
    {
        writer.Write("<value><string>"u8);
        using (Log)
            WriteBytes(writer);
        writer.Write("</string></value>\n"u8);
    }

    private void WriteBytes(AnswerWriter writer)
    {
        var buffer = new byte[(int)Math.Min(Portion, Count)];
        var (position, rest, held) = (Position, Count, 0);
        while (rest > 0)
        {
            var count = Log.Read(buffer.AsSpan(held, (int)Math.Min(buffer.Length - held, rest)), position);
            if (count == 0)
                break;
            (position, rest, held) = (position + count, rest - count, held + count);
            var whole = rest > 0 ? WholeCharacters(buffer.AsSpan(0, held)) : held;
            writer.WriteCharacters(buffer.AsSpan(0, whole));
            buffer.AsSpan(whole, held - whole).CopyTo(buffer);
            held -= whole;
        }
        writer.WriteCharacters(buffer.AsSpan(0, held));
    }

    /// <summary>How many bytes there are without a character at the end whose rest has not been read yet.</summary>
    private static int WholeCharacters(ReadOnlySpan<byte> text)
    {
        for (var back = 1; back < LongestCharacter && back < text.Length; back++)
        {
            var first = text[^back];
            if (first < 0x80)
                break;
            if (first >= 0xC0)
                return LengthByFirst(first) > back ? text.Length - back : text.Length;
        }
        return text.Length;
    }

    private static int LengthByFirst(byte first) =>
        first >= 0xF0 ? 4
        : first >= 0xE0 ? 3
        : 2;
}
