using System.Diagnostics.CodeAnalysis;

namespace Supervisor.Gateway.Authentication;

/// <summary>What an Authorization header of the Basic scheme carries (RFC 7617), as bytes.</summary>
internal sealed record BasicCredentials(ReadOnlyMemory<byte> UserName, ReadOnlyMemory<byte> Password)
{
    private const string Scheme = "Basic ";

    /// <summary>False for another scheme, for what is no base64, and for what has no colon.</summary>
    public static bool TryParse(string? header, [NotNullWhen(true)] out BasicCredentials? credentials)
    {
        credentials = null;
        if (header is null || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return false;
        var text = header.AsSpan(Scheme.Length).Trim();
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64Chars(text, bytes, out var count))
            return false;
        var colon = bytes.AsSpan(0, count).IndexOf((byte)':');
        if (colon < 0)
            return false;
        credentials = new BasicCredentials(bytes.AsMemory(0, colon), bytes.AsMemory(colon + 1, count - colon - 1));
        return true;
    }
}
