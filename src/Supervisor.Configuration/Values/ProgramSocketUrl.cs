using System.Globalization;
using System.Text;
using Supervisor.Configuration.Settings;

namespace Supervisor.Configuration.Values;

/// <summary>Where a program's socket is: unix:///path, tcp://host:port or tcp://[address]:port.</summary>
internal static class ProgramSocketUrl
{
    /// <summary>rwx for the owner alone, the default mode of the original.</summary>
    public const uint DefaultMode = 0x1C0;

    private const string UnixScheme = "unix://";
    private const string TcpScheme = "tcp://";

    /// <summary>The socket with default mode and backlog, and nobody as its owner.</summary>
    public static Parsed<ProgramSocketSettings?> Parse(string text, ReadContext context)
    {
        var url = text.Trim();
        return url.StartsWith(UnixScheme, StringComparison.Ordinal) ? ParseUnix(url[UnixScheme.Length..], context) : ParseTcp(url, context);
    }

    private static Parsed<ProgramSocketSettings?> ParseUnix(string path, ReadContext context)
    {
        if (!path.StartsWith('/'))
            return Parsed<ProgramSocketSettings?>.Wrong($"Unix socket path {path} is not an absolute path");
        var located = NetworkTypes.SocketPath.Parse(path, context);
        return located.Mistake is { } mistake
            ? Parsed<ProgramSocketSettings?>.Wrong(mistake)
            : new ProgramSocketSettings(UnixScheme + located.Value, null, null, DefaultMode, null);
    }

    private static Parsed<ProgramSocketSettings?> ParseTcp(string url, ReadContext context)
    {
        var address = url.StartsWith(TcpScheme, StringComparison.Ordinal) ? url[TcpScheme.Length..] : "";
        var colon = address.LastIndexOf(':');
        var host = colon > 0 ? address[..colon].ToLowerInvariant() : "";
        var isBracketed = host.StartsWith('[') && host.EndsWith(']');
        var name = isBracketed ? host[1..^1] : host;
        if (name.Length == 0 || (name.Contains(':', StringComparison.Ordinal) && !isBracketed) || !IsWord(name))
            return Parsed<ProgramSocketSettings?>.Wrong($"Bad socket format {url}");
        if (NetworkTypes.ParsePort(address[(colon + 1)..]) is not { } port)
            return Parsed<ProgramSocketSettings?>.Wrong($"Bad socket format {url}");
        if (context.Load.FindHost(name) is not { } found)
            return Parsed<ProgramSocketSettings?>.Wrong($"host '{name}' is not known");
        var written = string.Create(CultureInfo.InvariantCulture, $"{TcpScheme}{host}:{port}");
        return new ProgramSocketSettings(written, null, null, null, null) { Address = found };
    }

    private static bool IsWord(string text) => text.EnumerateRunes().All(rune => !Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune));
}
