using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Supervisor.Gateway.XmlRpc.Reading;

/// <summary>Base64 as Python reads it: what is no character of it is passed over, and it ends at the padding.</summary>
internal static class LenientBase64
{
    private const int Group = 4;
    private static readonly UTF8Encoding StrictText = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>False for a last group that is incomplete, and for bytes that are no UTF-8: parameters are texts.</summary>
    public static bool TryDecode(string encoded, [NotNullWhen(true)] out string? text)
    {
        text = null;
        var kept = new char[encoded.Length + Group];
        var length = Keep(encoded, kept);
        var bytes = new byte[length / Group * 3];
        if (!Convert.TryFromBase64Chars(kept.AsSpan(0, length), bytes, out var count))
            return false;
        try
        {
            text = StrictText.GetString(bytes.AsSpan(0, count));
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>Copies what counts; the padding of the last group is written anew.</summary>
    private static int Keep(string encoded, Span<char> kept)
    {
        var length = 0;
        var padding = 0;
        foreach (var character in encoded)
        {
            if (character == '=')
            {
                padding++;
                if (length % Group >= 2 && length % Group + padding >= Group)
                {
                    while (length % Group != 0)
                        kept[length++] = '=';
                    return length;
                }
            }
            else if (char.IsAsciiLetterOrDigit(character) || character is '+' or '/')
            {
                padding = 0;
                kept[length++] = character;
            }
        }
        return length;
    }
}
