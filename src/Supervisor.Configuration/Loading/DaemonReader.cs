using Supervisor.Configuration.CommandLine;
using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Table;
using Supervisor.Configuration.Values;
using Supervisor.Posix;

namespace Supervisor.Configuration.Loading;

/// <summary>Reads [supervisord], with what the command line says in place of it.</summary>
internal static class DaemonReader
{
    public static DaemonSettings Read(LoadContext load, SourceTable table, CommandLineOverrides overrides)
    {
        var reader = new TableReader(load, table, overrides);
        reader.RefuseUnknownKeys();
        load.DaemonEnvironment = reader.Read(SupervisordKeys.Environment, load.ScopeOf(table.File)) ?? SupervisordKeys.Environment.Default;
        var scope = load.ScopeOf(table.File);
        var log = reader.Read(SupervisordKeys.LogFile, scope);
        var user = reader.Read(SupervisordKeys.User, scope);
        var persistentDirectory = reader.Read(SupervisordKeys.PersistentDirectory, scope);
        return new DaemonSettings
        {
            Identifier = reader.Read(SupervisordKeys.Identifier, scope),
            LogFile = log.Kind == LogFileChoiceKind.Syslog ? null : log.Path?.Value ?? load.AbsolutePath("supervisord.log"),
            LogFileMaxBytes = reader.Read(SupervisordKeys.LogFileMaxBytes, scope),
            LogFileBackups = reader.Read(SupervisordKeys.LogFileBackups, scope),
            LogLevel = reader.Read(SupervisordKeys.LogLevel, scope),
            PidFile = reader.Read(SupervisordKeys.PidFile, scope) ?? load.AbsolutePath("supervisord.pid"),
            Recovery = reader.Read(SupervisordKeys.Recovery, scope),
            ChosenStateDirectory = reader.Read(SupervisordKeys.StateDirectory, scope),
            Umask = reader.Read(SupervisordKeys.Umask, scope),
            ControlGroups = reader.Read(SupervisordKeys.ControlGroups, scope),
            NoDaemon = reader.Read(SupervisordKeys.NoDaemon, scope),
            Silent = reader.Read(SupervisordKeys.Silent, scope),
            NoChangeDirectory = reader.Read(SupervisordKeys.NoChangeDirectory, scope),
            NoClose = reader.Read(SupervisordKeys.NoClose, scope),
            MinimumDescriptors = reader.Read(SupervisordKeys.MinimumDescriptors, scope),
            MinimumProcesses = reader.Read(SupervisordKeys.MinimumProcesses, scope),
            NoCleanup = reader.Read(SupervisordKeys.NoCleanup, scope),
            ChildLogDirectory = reader.Read(SupervisordKeys.ChildLogDirectory, scope) ?? TemporaryDirectory(load),
            ChosenPersistentDirectory = persistentDirectory,
            PersistentDirectory = persistentDirectory ?? PersistentDirectory(load, user),
            User = user,
            Directory = reader.Read(SupervisordKeys.Directory, scope),
            StripAnsi = reader.Read(SupervisordKeys.StripAnsi, scope),
            Environment = load.DaemonEnvironment,
        };
    }

    public static SyslogSettings ReadSyslog(LoadContext load, SourceTable table)
    {
        var reader = new TableReader(load, table);
        reader.RefuseUnknownKeys();
        var scope = load.ScopeOf(table.File);
        return new SyslogSettings(
            reader.Read(OtherKeys.SyslogFacility, scope),
            reader.Read(OtherKeys.SyslogTag, scope),
            reader.Read(OtherKeys.SyslogAddress, scope)
        );
    }

    public static GatewaySettings ReadGateway(LoadContext load, SourceTable table)
    {
        var reader = new TableReader(load, table);
        reader.RefuseUnknownKeys();
        var scope = load.ScopeOf(table.File);
        return new GatewaySettings(
            reader.Read(OtherKeys.GatewayMode, scope),
            reader.Read(OtherKeys.GatewayUser, scope),
            reader.Read(OtherKeys.GatewayIdleTimeout, scope),
            reader.Read(OtherKeys.GatewayMemoryLimit, scope)
        );
    }

    public static ControlClientSettings ReadClient(LoadContext load, SourceTable table)
    {
        var reader = new TableReader(load, table);
        reader.RefuseUnknownKeys();
        var scope = load.ScopeOf(table.File);
        return new ControlClientSettings(
            reader.Read(ClientKeys.ServerUrl, scope),
            reader.Read(ClientKeys.UserName, scope),
            reader.Read(ClientKeys.Password, scope),
            reader.Read(ClientKeys.Prompt, scope),
            reader.Read(ClientKeys.HistoryFile, scope)
        );
    }

    /// <summary>
    /// The place for such things (Filesystem Hierarchy Standard 5.8; XDG base directories). That of an account that the daemon becomes depends
    /// on the account alone: it is the same when the daemon begins anew and is that account already.
    /// </summary>
    private static string PersistentDirectory(LoadContext load, UserAccount? user)
    {
        const string ofRoot = "/var/lib/supervisor";
        const string inHome = ".local/state/supervisor";
        if ((user?.UserId ?? load.Surroundings.UserId) == 0)
            return ofRoot;
        if (user is not null)
            return user.HomeDirectory.StartsWith('/') ? Path.Join(user.HomeDirectory, inHome) : ofRoot;
        var variables = load.Surroundings.Variables;
        if (variables.GetValueOrDefault("XDG_STATE_HOME") is { } state && state.StartsWith('/'))
            return Path.Join(state, "supervisor");
        return variables.GetValueOrDefault("HOME") is { } home && home.StartsWith('/') ? Path.Join(home, inHome) : ofRoot;
    }

    /// <summary>Where Python's tempfile module, and so the original, would put it.</summary>
    private static string TemporaryDirectory(LoadContext load)
    {
        foreach (var name in (ReadOnlySpan<string>)["TMPDIR", "TEMP", "TMP"])
        {
            if (load.Surroundings.Variables.TryGetValue(name, out var path) && path.StartsWith('/') && load.DirectoryExists(path))
                return path;
        }
        return "/tmp";
    }
}
