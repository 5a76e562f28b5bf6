namespace Supervisor.Engine.Logs;

/// <summary>Where text may be cut.</summary>
internal static class Utf8Text
{
    public const int LongestCharacter = 4;

    /// <summary>The length without a last UTF-8 character that is not complete; all of it when it is no UTF-8.</summary>
    public static int WholeLength(ReadOnlySpan<byte> text)
    {
        for (var back = 1; back < LongestCharacter && back <= text.Length; back++)
        {
            var value = text[^back];
            if ((value & 0xC0) == 0x80)
                continue;
            var length = value switch
            {
                >= 0xF0 => 4,
                >= 0xE0 => 3,
                >= 0xC0 => 2,
                _ => 1,
            };
            return length > back ? text.Length - back : text.Length;
        }
        return text.Length;
    }
}
