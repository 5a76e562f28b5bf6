using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Descendants;
using Supervisor.Posix;

namespace Supervisor.Engine.Spawning;

/// <summary>What programs find in their environment: the daemon's own, without what was meant for the daemon, and their settings' additions.</summary>
public sealed class ChildEnvironment
{
    /// <summary>The variable that holds the pid of the process that sockets are meant for, which only the child itself knows.</summary>
    public const string SocketsOwnerName = "LISTEN_PID";

    /// <summary>The protocols of service managers address one process by its pid or hand it descriptors (sd_notify(3), sd_listen_fds(3)).</summary>
    private static readonly string[] MeantForTheDaemon =
    [
        "NOTIFY_SOCKET",
        "LISTEN_FDS",
        SocketsOwnerName,
        "LISTEN_FDNAMES",
        "WATCHDOG_PID",
        "WATCHDOG_USEC",
    ];

    /// <summary>The last entry of a name counts, as it does for programs that look from the end; the order is kept.</summary>
    private readonly Dictionary<string, byte[]> _inherited = new(StringComparer.Ordinal);

    /// <param name="initial">The daemon's environment, byte for byte.</param>
    /// <param name="ownNames">Variables that the daemon set for itself.</param>
    public ChildEnvironment(ImmutableArray<byte[]> initial, IReadOnlySet<string> ownNames)
    {
        ArgumentNullException.ThrowIfNull(ownNames);
        foreach (var entry in initial)
        {
            var name = InitialEnvironment.NameOf(entry);
            if (!ownNames.Contains(name) && !MeantForTheDaemon.Contains(name, StringComparer.Ordinal))
                _inherited[name] = entry;
        }
    }

    /// <summary>The variables by name, for the expansion of settings; a value that is no UTF-8 is shown with replacements.</summary>
    public IReadOnlyDictionary<string, string> Values()
    {
        var values = new Dictionary<string, string>(_inherited.Count, StringComparer.Ordinal);
        foreach (var (name, entry) in _inherited)
            values[name] = ValueOf(entry);
        return values;
    }

    /// <summary>"KEY=value" entries for one process; entries that it does not change are shared with all others.</summary>
    /// <param name="instanceMark">Of the daemon; null leaves the variable out.</param>
    public ImmutableArray<byte[]> For(ProcessSettings settings, string? instanceMark = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var added = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["SUPERVISOR_ENABLED"] = "1",
            ["SUPERVISOR_PROCESS_NAME"] = settings.Name,
            ["SUPERVISOR_GROUP_NAME"] = settings.GroupName,
        };
        if (instanceMark is not null)
            added[InstanceMark.VariableName] = instanceMark;
        if (settings.ServerUrl is { } url)
            added["SUPERVISOR_SERVER_URL"] = url;
        foreach (var (name, value) in settings.Environment)
            added[name] = value;
        AddSockets(settings, added);
        var entries = ImmutableArray.CreateBuilder<byte[]>(_inherited.Count + added.Count);
        foreach (var (name, entry) in _inherited)
        {
            if (!added.ContainsKey(name))
                entries.Add(entry);
        }
        foreach (var (name, value) in added)
            entries.Add(Encoding.UTF8.GetBytes($"{name}={value}"));
        return entries.ToImmutable();
    }

    /// <summary>What sd_listen_fds(3) says of them; other values would only mislead the program.</summary>
    private static void AddSockets(ProcessSettings settings, Dictionary<string, string> added)
    {
        if (settings.Sockets.IsEmpty)
            return;
        added["LISTEN_FDS"] = settings.Sockets.Length.ToString(CultureInfo.InvariantCulture);
        added["LISTEN_FDNAMES"] = string.Join(':', settings.Sockets.Select(named => named.Name));
        added.Remove(SocketsOwnerName);
    }

    /// <summary>Where commands without a slash are looked for: the process' own PATH, else the daemon's, else the usual places.</summary>
    public ImmutableArray<string> SearchPathFor(ProcessSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var path =
            settings.Environment.GetValueOrDefault("PATH")
            ?? (_inherited.TryGetValue("PATH", out var inherited) ? ValueOf(inherited) : null)
            ?? "/bin:/usr/bin:/usr/local/bin";
        return [.. path.Split(':').Select(directory => directory.Length == 0 ? "." : directory)];
    }

    private static string ValueOf(byte[] entry) =>
        Encoding.UTF8.GetString(entry.AsSpan(Math.Min(entry.Length, Array.IndexOf(entry, (byte)'=') + 1)));
}
