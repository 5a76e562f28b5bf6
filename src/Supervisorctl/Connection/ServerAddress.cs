using System.Globalization;

namespace Supervisorctl.Connection;

/// <summary>Where a server is: "unix:///path" or "http://host:port".</summary>
/// <param name="Url">As it was given, for messages.</param>
/// <param name="SocketPath">Null for TCP.</param>
/// <param name="Host">Without the brackets of an IPv6 address.</param>
internal sealed record ServerAddress(string Url, string? SocketPath, string Host, int Port)
{
    private const string UnixScheme = "unix://";
    private const string HttpScheme = "http://";
    private const int DefaultPort = 80;

    /// <summary>The value of the Host header.</summary>
    public string HostHeader =>
        SocketPath is not null ? "localhost"
        : Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}"
        : $"{Host}:{Port}";

    /// <exception cref="ConnectionException">It is neither of the two, or its port is no port.</exception>
    public static ServerAddress Parse(string url)
    {
        if (url.StartsWith(UnixScheme, StringComparison.Ordinal))
            return new ServerAddress(url, url[UnixScheme.Length..], "", 0);
        if (!url.StartsWith(HttpScheme, StringComparison.Ordinal))
            throw ConnectionException.UnknownScheme(url);
        var authority = url[HttpScheme.Length..];
        var end = authority.AsSpan().IndexOfAny('/', '?', '#');
        if (end >= 0)
            authority = authority[..end];
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        var colon = authority.LastIndexOf(':');
        if (colon < 0 || authority.EndsWith(']'))
            return new ServerAddress(url, null, authority.Trim('[', ']'), DefaultPort);
        return
            int.TryParse(authority.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and <= 65535
            ? new ServerAddress(url, null, authority[..colon].Trim('[', ']'), port)
            : throw ConnectionException.UnknownScheme(url);
    }
}
