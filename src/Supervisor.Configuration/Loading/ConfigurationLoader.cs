using Supervisor.Configuration.CommandLine;
using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Table;
using Supervisor.Posix;

namespace Supervisor.Configuration.Loading;

/// <summary>
/// Reads a configuration: the root file, what it includes, and the command line's overrides, all checked at once. Whatever the files hold,
/// the answer is a result; nothing is thrown.
/// </summary>
public sealed class ConfigurationLoader(IConfigurationFiles files, IUserDatabase users, IHostLookup hosts, LoadSurroundings surroundings)
{
    /// <summary>Loads everything.</summary>
    /// <param name="rootFile">As the user gave it; diagnostics show paths relative to the working directory if it is relative.</param>
    public LoadResult Load(string rootFile, CommandLineOverrides overrides)
    {
        ArgumentNullException.ThrowIfNull(rootFile);
        ArgumentNullException.ThrowIfNull(overrides);
        var load = new LoadContext(files, users, hosts, surroundings);
        var tables = new TableCollector(load);
        var path = Path.GetFullPath(rootFile, surroundings.WorkingDirectory);
        if (new DocumentReader(load, tables).ReadRoot(path, rootFile) is not { } root)
            return new LoadResult(null, load.Diagnostics.Sorted());
        var daemon = DaemonReader.Read(load, tables.FindOrEmpty(TableKind.Supervisord, root), overrides);
        var servers = ServerReader.Read(load, tables);
        ServerReader.CheckPlugins(load, tables);
        var groups = new GroupReader(load, tables, daemon, ServerReader.DefaultUrl(servers)).Read();
        new SocketConflicts(load, tables).Report(groups, servers);
        var settings = new SupervisorSettings(
            path,
            daemon,
            DaemonReader.ReadSyslog(load, tables.FindOrEmpty(TableKind.Syslog, root)),
            groups,
            servers,
            DaemonReader.ReadClient(load, tables.FindOrEmpty(TableKind.Supervisorctl, root))
        )
        {
            Gateway = DaemonReader.ReadGateway(load, tables.FindOrEmpty(TableKind.Gateway, root)),
        };
        return new LoadResult(load.Diagnostics.HasErrors ? null : settings, load.Diagnostics.Sorted());
    }
}
