using System.Collections.Immutable;
using System.Net;
using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Expansion;
using Supervisor.Posix;

namespace Supervisor.Configuration.Loading;

/// <summary>One load: what it may ask, what it has found out so far, and what it has to say.</summary>
internal sealed class LoadContext(IConfigurationFiles files, IUserDatabase users, IHostLookup hosts, LoadSurroundings surroundings)
{
    private readonly Dictionary<string, UserAccount?> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, uint?> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IPAddress?> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, bool> _directories = new(StringComparer.Ordinal);
    private readonly Dictionary<object, object> _shared = [];
    private int _filesRead;

    public DiagnosticCollector Diagnostics { get; } = new();
    public IConfigurationFiles Files { get; } = files;
    public LoadSurroundings Surroundings { get; } = surroundings;

    /// <summary>Environment files that were read, so that a thousand programs with one file read it once.</summary>
    public Dictionary<string, ImmutableArray<KeyValuePair<string, string>>> EnvironmentFiles { get; } = new(StringComparer.Ordinal);

    /// <summary>[supervisord] environment: read before any other table, whose ENV_ names find it.</summary>
    public ImmutableSortedDictionary<string, string> DaemonEnvironment { get; set; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The names of a table in a file: here, host_node_name, the variables of the start and those of [supervisord].</summary>
    public ExpansionScope ScopeOf(SourceFile file) =>
        new ExpansionScope
        {
            Here = file.Directory,
            HostNodeName = Surroundings.HostNodeName,
            Environments = [Surroundings.Variables],
        }.WithEnvironment(DaemonEnvironment);

    /// <summary>An equal record made before, or this one: a thousand programs with the same retry policy need to hold it once.</summary>
    public T Shared<T>(T record)
        where T : class
    {
        if (_shared.TryGetValue(record, out var known))
            return (T)known;
        _shared.Add(record, record);
        return record;
    }

    public SourceFile AddFile(string path, string displayPath, ReadOnlyMemory<byte> content) =>
        new(_filesRead++, path, displayPath, content);

    /// <summary>How a file is called beside the one that names it: relative to the working directory if that one is.</summary>
    public string DisplayPath(string path, SourceFile namedBy) =>
        Path.IsPathRooted(namedBy.DisplayPath) ? path : Path.GetRelativePath(Surroundings.WorkingDirectory, path);

    /// <summary>An account by name or number; null if there is none.</summary>
    public UserAccount? FindUser(string nameOrNumber) => Remembered(_users, nameOrNumber, name => Asked(() => users.FindUser(name)));

    /// <summary>A group by name or number; null if there is none.</summary>
    public uint? FindGroup(string nameOrNumber) => Remembered(_groups, nameOrNumber, name => Asked(() => users.FindGroup(name)));

    /// <summary>An address literal and localhost need no look-up, and so no name service that works.</summary>
    public IPAddress? FindHost(string host)
    {
        if (IPAddress.TryParse(host, out var address))
            return address;
        if (string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase))
            return IPAddress.Loopback;
        return Remembered(_hosts, host, hosts.Find);
    }

    public bool DirectoryExists(string path) => Remembered(_directories, path, Files.DirectoryExists);

    /// <summary>Absolute, seen from the directory that the command was given in; "~" and "~user" are expanded as the shell would.</summary>
    public string AbsolutePath(string path) => Path.GetFullPath(WithHome(path), Surroundings.WorkingDirectory);

    private string WithHome(string path)
    {
        if (!path.StartsWith('~'))
            return path;
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var user = slash < 0 ? path[1..] : path[1..slash];
        var home = user.Length == 0 ? Surroundings.Variables.GetValueOrDefault("HOME") : FindUser(user)?.HomeDirectory;
        return string.IsNullOrEmpty(home) ? path : home + (slash < 0 ? "" : path[slash..]);
    }

    /// <summary>A user database that does not answer is a mistake of its own: it must not look as if the account did not exist.</summary>
    private T? Asked<T>(Func<T?> ask)
    {
        try
        {
            return ask();
        }
        catch (PosixException exception)
        {
            Diagnostics.Error(null, null, $"the user database does not answer: {exception.Message}");
            return default;
        }
    }

    private static TValue Remembered<TValue>(Dictionary<string, TValue> known, string key, Func<string, TValue> find)
    {
        if (!known.TryGetValue(key, out var value))
            known[key] = value = find(key);
        return value;
    }
}
