using System.Collections.Immutable;
using System.Text;
using Supervisor.Configuration.Settings;
using Supervisor.Posix;

namespace Supervisor.Engine.Spawning;

/// <summary>What programs find in their environment: the daemon's own, without what was meant for the daemon, and their settings' additions.</summary>
public sealed class ChildEnvironment
{
    /// <summary>The protocols of service managers address one process by its pid or hand it descriptors (sd_notify(3), sd_listen_fds(3)).</summary>
    private static readonly string[] MeantForTheDaemon =
    [
        "NOTIFY_SOCKET",
        "LISTEN_FDS",
        "LISTEN_PID",
        "LISTEN_FDNAMES",
        "WATCHDOG_PID",
        "WATCHDOG_USEC",
    ];

    private readonly ImmutableArray<(string Name, byte[] Entry)> _inherited;

    /// <param name="initial">The daemon's environment, byte for byte.</param>
    /// <param name="ownNames">Variables that the daemon set for itself.</param>
    public ChildEnvironment(ImmutableArray<byte[]> initial, IReadOnlySet<string> ownNames)
    {
        var kept =
            from entry in initial
            let name = InitialEnvironment.NameOf(entry)
            where !ownNames.Contains(name) && !MeantForTheDaemon.Contains(name, StringComparer.Ordinal)
            select (name, entry);
        _inherited = [.. kept];
    }

    /// <summary>The variables by name, for the expansion of settings; a value that is no UTF-8 is shown with replacements.</summary>
    public ImmutableDictionary<string, string> Inherited =>
        _inherited
            .GroupBy(variable => variable.Name, StringComparer.Ordinal)
            .ToImmutableDictionary(
                same => same.Key,
                same =>
                    Encoding.UTF8.GetString(
                        same.Last().Entry.AsSpan(Math.Min(same.Last().Entry.Length, Encoding.UTF8.GetByteCount(same.Key) + 1))
                    )
            );

    /// <summary>"KEY=value" entries for one process; entries that it does not change are shared with all others.</summary>
    public ImmutableArray<byte[]> For(ProcessSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var added = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["SUPERVISOR_ENABLED"] = "1",
            ["SUPERVISOR_PROCESS_NAME"] = settings.Name,
            ["SUPERVISOR_GROUP_NAME"] = settings.GroupName,
        };
        if (settings.ServerUrl is { } url)
            added["SUPERVISOR_SERVER_URL"] = url;
        foreach (var (name, value) in settings.Environment)
            added[name] = value;
        var entries = ImmutableArray.CreateBuilder<byte[]>(_inherited.Length + added.Count);
        entries.AddRange(_inherited.Where(variable => !added.ContainsKey(variable.Name)).Select(variable => variable.Entry));
        entries.AddRange(added.Select(variable => Encoding.UTF8.GetBytes($"{variable.Key}={variable.Value}")));
        return entries.ToImmutable();
    }

    /// <summary>Where commands without a slash are looked for: the process' own PATH, else the daemon's, else the usual places.</summary>
    public ImmutableArray<string> SearchPathFor(ProcessSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var path = settings.Environment.GetValueOrDefault("PATH") ?? Inherited.GetValueOrDefault("PATH") ?? "/bin:/usr/bin:/usr/local/bin";
        return [.. path.Split(':').Select(directory => directory.Length == 0 ? "." : directory)];
    }
}
