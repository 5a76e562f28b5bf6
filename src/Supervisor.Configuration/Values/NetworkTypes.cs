using System.Globalization;
using System.Net;
using Supervisor.Configuration.Settings;

namespace Supervisor.Configuration.Values;

/// <summary>Addresses; hosts are looked up when the configuration is loaded.</summary>
internal static class NetworkTypes
{
    private const int SyslogPort = 514;

    /// <summary>What sockaddr_un holds, without the final NUL (unix(7)).</summary>
    private const int LongestSocketPath = 107;

    /// <summary>The RFC 5424 facilities, by the names that syslog(3) and logger(1) use.</summary>
    private static readonly (string, int)[] Facilities =
    [
        ("kern", 0),
        ("user", 1),
        ("mail", 2),
        ("daemon", 3),
        ("auth", 4),
        ("syslog", 5),
        ("lpr", 6),
        ("news", 7),
        ("uucp", 8),
        ("cron", 9),
        ("authpriv", 10),
        ("ftp", 11),
        ("local0", 16),
        ("local1", 17),
        ("local2", 18),
        ("local3", 19),
        ("local4", 20),
        ("local5", 21),
        ("local6", 22),
        ("local7", 23),
    ];

    public static readonly SettingType<int> Facility = BasicTypes.Choice([.. Facilities]);

    /// <summary>port, host:port, :port or *:port; an empty host is every address of the machine.</summary>
    public static readonly SettingType<ListenAddress?> Listen = new(
        "a port or \"host:port\"",
        ValueShapes.Text | ValueShapes.WholeNumber,
        static (text, context) => ParseListen(text.Trim(), context)
    )
    {
        IntegerIsText = true,
    };

    public static readonly SettingType<SyslogTarget> SyslogAddress = new(
        "the path of a local socket, \"host:port\", \"udp://host:port\" or \"tcp://host:port\"",
        ValueShapes.Text,
        static (text, context) => ParseSyslog(text.Trim(), context)
    );

    public static readonly SettingType<string?> SocketPath = new(
        "the path of a socket",
        ValueShapes.Text,
        static (text, context) =>
        {
            var located = PathTypes.AnyFile.Parse(text, context);
            if (located.Value is not { } path)
                return located;
            if (System.Text.Encoding.UTF8.GetByteCount(path) > LongestSocketPath)
                return Parsed<string?>.Wrong($"a socket's path can have {LongestSocketPath} bytes at most, and {path} is longer");
            var directory = Path.GetDirectoryName(path) ?? "/";
            return context.Load.DirectoryExists(directory)
                ? path
                : Parsed<string?>.Wrong($"The directory named as part of the path {text.Trim()} does not exist: {directory}");
        }
    );

    /// <summary>Where supervisorctl connects.</summary>
    public static readonly SettingType<string> ServerUrl = new(
        "a URL such as \"unix:///run/supervisor.sock\" or \"http://localhost:9001\"",
        ValueShapes.Text,
        static (text, _) =>
            text.Trim().StartsWith("http://", StringComparison.Ordinal) || text.Trim().StartsWith("unix://", StringComparison.Ordinal)
                ? text.Trim()
                : Parsed<string>.Wrong($"value '{text}' is not a URL that begins with http:// or unix://")
    );

    /// <summary>A port from 1 to 65535.</summary>
    public static int? ParsePort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 ? port : null;

    private static Parsed<ListenAddress?> ParseListen(string text, ReadContext context)
    {
        if (text.Length == 0)
            return Parsed<ListenAddress?>.Wrong("no port number specified in ''");
        var colon = text.LastIndexOf(':');
        var portText = text[(colon + 1)..];
        if (ParsePort(portText) is not { } port)
            return Parsed<ListenAddress?>.Wrong($"not a valid port number: '{portText}'");
        var host = colon < 0 ? "" : text[..colon].ToLowerInvariant().Trim('[', ']');
        if (host is "" or "*")
            return new ListenAddress("", IPAddress.Any, port);
        return context.Load.FindHost(host) is { } address
            ? new ListenAddress(host, address, port)
            : Parsed<ListenAddress?>.Wrong($"host '{host}' is not known");
    }

    private static Parsed<SyslogTarget> ParseSyslog(string text, ReadContext context)
    {
        if (text.StartsWith('/'))
            return new SyslogTarget.LocalSocket(text);
        var transport = SyslogTransport.Udp;
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
        {
            if (text[..scheme] is not ("udp" or "tcp"))
                return Parsed<SyslogTarget>.Wrong($"'{text[..scheme]}' is no transport for syslog; use udp or tcp");
            transport = text.StartsWith('t') ? SyslogTransport.Tcp : SyslogTransport.Udp;
            text = text[(scheme + 3)..];
        }
        if (!TrySplitHost(text, out var host, out var port))
            return Parsed<SyslogTarget>.Wrong($"not a valid port number in '{text}'");
        if (host.Length == 0)
            return Parsed<SyslogTarget>.Wrong("neither a path that begins with / nor a host");
        return context.Load.FindHost(host) is { } address
            ? new SyslogTarget.Remote(host, address, port, transport)
            : Parsed<SyslogTarget>.Wrong($"host '{host}' is not known");
    }

    /// <summary>host, host:port, [address] or [address]:port; an IPv6 address without brackets has no port.</summary>
    private static bool TrySplitHost(string text, out string host, out int port)
    {
        (host, port) = (text, SyslogPort);
        var bracket = text.IndexOf(']', StringComparison.Ordinal);
        if (text.StartsWith('[') && bracket > 0)
        {
            host = text[1..bracket];
            if (bracket == text.Length - 1)
                return true;
            if (text[bracket + 1] != ':' || ParsePort(text[(bracket + 2)..]) is not { } given)
                return false;
            port = given;
            return true;
        }
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || text.LastIndexOf(':') != colon)
            return true;
        host = text[..colon];
        if (ParsePort(text[(colon + 1)..]) is not { } number)
            return false;
        port = number;
        return true;
    }
}
