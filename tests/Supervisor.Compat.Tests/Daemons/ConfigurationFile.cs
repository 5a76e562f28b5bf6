using System.Text;
using Supervisor.Compat.Tests.Scenarios;

namespace Supervisor.Compat.Tests.Daemons;

/// <summary>Writes one configuration in the words of either daemon.</summary>
internal static class ConfigurationFile
{
    /// <param name="server">Lines of the server's section.</param>
    public static string Text(DaemonKind kind, string directory, IEnumerable<string> server, IEnumerable<Section> sections)
    {
        var text = new StringBuilder(kind == DaemonKind.Original ? OriginalFrame : Frame);
        AppendLines(text, kind, server);
        foreach (var section in sections)
        {
            var separator = kind == DaemonKind.Original ? ':' : '.';
            text.Append('[').Append(section.Kind).Append(separator).Append(section.Name).Append("]\n");
            AppendLines(text, kind, section.Lines);
        }
        return text.Replace("@", directory).ToString();
    }

    private static void AppendLines(StringBuilder text, DaemonKind kind, IEnumerable<string> lines)
    {
        foreach (var line in lines)
            text.Append(kind == DaemonKind.Original ? ToIni(line) : line).Append('\n');
    }

    private const string Frame = """
        [supervisord]
        logfile = "@/supervisord.log"
        pidfile = "@/supervisord.pid"
        childlogdir = "@"
        [unix_http_server]
        file = "@/supervisor.sock"

        """;

    private const string OriginalFrame = """
        [supervisord]
        logfile = @/supervisord.log
        pidfile = @/supervisord.pid
        childlogdir = @
        [rpcinterface:supervisor]
        supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
        [unix_http_server]
        file = @/supervisor.sock

        """;

    /// <summary>Without quotes; arrays with commas only.</summary>
    private static string ToIni(string line)
    {
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        var value = line[(equals + 1)..].Trim();
        if (value.StartsWith('[') && value.EndsWith(']'))
            value = value[1..^1].Replace("'", "", StringComparison.Ordinal);
        else if (value.StartsWith('\'') && value.EndsWith('\''))
            value = value[1..^1];
        return $"{line[..equals].Trim()} = {value}";
    }
}
