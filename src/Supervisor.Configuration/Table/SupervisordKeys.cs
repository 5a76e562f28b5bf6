using System.Collections.Immutable;
using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Values;
using Supervisor.Posix;

namespace Supervisor.Configuration.Table;

/// <summary>The keys of [supervisord], with their options on the command line.</summary>
internal static class SupervisordKeys
{
    public static readonly SettingKey<LogFileChoice> LogFile = new("logfile", PathTypes.DaemonLog, default, "supervisord.log")
    {
        Help = "The daemon's own log: a path, or syslog.",
        Needs = ChangeNeeds.LogReopen,
        Option = SupervisordOptions.LogFile,
        SameForDaemon = Agreement.OfDaemons(daemon => daemon.LogFile),
    };

    public static readonly SettingKey<long> LogFileMaxBytes = new("logfile_maxbytes", QuantityTypes.Size, 50 << 20, "50MB")
    {
        Help = "The daemon's log is rotated at this size; 0 never.",
        Needs = ChangeNeeds.LogReopen,
        Option = SupervisordOptions.LogFileMaxBytes,
        SameForDaemon = Agreement.OfDaemons(daemon => daemon.LogFileMaxBytes),
    };

    public static readonly SettingKey<int> LogFileBackups = new("logfile_backups", BasicTypes.Integer(0), 10, "10")
    {
        Help = "How many rotated files are kept; 0 truncates the log instead.",
        Needs = ChangeNeeds.LogReopen,
        Option = SupervisordOptions.LogFileBackups,
        SameForDaemon = Agreement.OfDaemons(daemon => daemon.LogFileBackups),
    };

    public static readonly SettingKey<DaemonLogLevel> LogLevel = new("loglevel", LogLevelType.Levels, DaemonLogLevel.Info, "\"info\"")
    {
        Help = "The least level that is logged.",
        Option = SupervisordOptions.LogLevel,
        SameForDaemon = Agreement.OfDaemons(daemon => daemon.LogLevel),
    };

    public static readonly SettingKey<string?> PidFile = new("pidfile", PathTypes.File, null, "supervisord.pid")
    {
        Help = "The file that holds the daemon's process id, and its lock.",
        Needs = ChangeNeeds.RestartDaemon,
        Option = SupervisordOptions.PidFile,
        SameForDaemon = Agreement.OfDaemons(daemon => daemon.PidFile),
    };

    public static readonly SettingKey<bool> Recovery = new("recovery", BasicTypes.Boolean, true, "true")
    {
        Help = "Programs outlive a daemon that was killed, and the next one takes them over.",
        Needs = ChangeNeeds.RestartDaemon,
        Option = SupervisordOptions.Recovery,
        SameForDaemon = Agreement.OfDaemons(daemon => daemon.Recovery),
    };

    public static readonly SettingKey<string?> StateDirectory = new(
        "state_directory",
        PathTypes.Directory,
        null,
        "beside the pid file, supervisord.state for supervisord.pid"
    )
    {
        Help = "Where the daemon keeps what it needs to take its programs over; made if it is missing.",
        Needs = ChangeNeeds.RestartDaemon,
        // A default that moves with the pid file is told as a change of the pid file alone.
        SameForDaemon = (left, right) =>
            string.Equals(left.ChosenStateDirectory, right.ChosenStateDirectory, StringComparison.Ordinal)
            || string.Equals(left.StateDirectory, right.StateDirectory, StringComparison.Ordinal),
    };

    public static readonly SettingKey<uint?> Umask = new("umask", BasicTypes.Octal, 0x12, "\"022\"")
    {
        Help = "The mask of file modes that the daemon works with.",
        Needs = ChangeNeeds.RestartDaemon,
        Option = SupervisordOptions.Umask,
        SameForDaemon = Agreement.OfDaemons(daemon => daemon.Umask),
    };

    public static readonly SettingKey<bool> ControlGroups = new("control_groups", BasicTypes.Boolean, true, "true")
    {
        Help = "Keep each program in a control group of its own where the kernel lets it, so that none of its processes gets lost.",
        Needs = ChangeNeeds.RestartDaemon,
        SameForDaemon = Agreement.OfDaemons(daemon => daemon.ControlGroups),
    };

    public static readonly SettingKey<bool> NoDaemon = new("nodaemon", BasicTypes.Boolean, false, "false")
    {
        Help = "Stay in the foreground.",
        Needs = ChangeNeeds.RestartDaemon,
        Option = SupervisordOptions.NoDaemon,
        SameForDaemon = Agreement.OfDaemons(daemon => daemon.NoDaemon),
    };

    public static readonly SettingKey<bool> NoChangeDirectory = new("nochdir", BasicTypes.Boolean, false, "false")
    {
        Help = "Stay in the working directory when daemonizing.",
        Needs = ChangeNeeds.RestartDaemon,
        SameForDaemon = Agreement.OfDaemons(daemon => daemon.NoChangeDirectory),
    };

    public static readonly SettingKey<bool> NoClose = new("noclose", BasicTypes.Boolean, false, "false")
    {
        Help = "Keep standard input, output and error when daemonizing.",
        Needs = ChangeNeeds.RestartDaemon,
        SameForDaemon = Agreement.OfDaemons(daemon => daemon.NoClose),
    };

    public static readonly SettingKey<bool> Silent = new("silent", BasicTypes.Boolean, false, "false")
    {
        Help = "In the foreground, do not copy the log to standard output.",
        Needs = ChangeNeeds.LogReopen,
        Option = SupervisordOptions.Silent,
        SameForDaemon = Agreement.OfDaemons(daemon => daemon.Silent),
    };

    public static readonly SettingKey<int> MinimumDescriptors = new("minfds", BasicTypes.Integer(1), 1024, "1024")
    {
        Help = "The least number of descriptors the daemon may open; also the soft limit of its programs.",
        Needs = ChangeNeeds.RestartDaemon,
        Option = SupervisordOptions.MinimumDescriptors,
        SameForDaemon = Agreement.OfDaemons(daemon => daemon.MinimumDescriptors),
    };

    public static readonly SettingKey<int> MinimumProcesses = new("minprocs", BasicTypes.Integer(1), 200, "200")
    {
        Help = "The least number of processes the daemon's user may have.",
        Needs = ChangeNeeds.RestartDaemon,
        Option = SupervisordOptions.MinimumProcesses,
        SameForDaemon = Agreement.OfDaemons(daemon => daemon.MinimumProcesses),
    };

    public static readonly SettingKey<bool> NoCleanup = new("nocleanup", BasicTypes.Boolean, false, "false")
    {
        Help = "Keep the AUTO logs of an earlier run.",
        Option = SupervisordOptions.NoCleanup,
        SameForDaemon = Agreement.OfDaemons(daemon => daemon.NoCleanup),
    };

    public static readonly SettingKey<string?> ChildLogDirectory = new("childlogdir", PathTypes.ExistingDirectory, null, "$TMPDIR or /tmp")
    {
        Help = "Where AUTO logs are.",
        Option = SupervisordOptions.ChildLogDirectory,
        SameForDaemon = Agreement.OfDaemons(daemon => daemon.ChildLogDirectory),
    };

    public static readonly SettingKey<string?> PersistentDirectory = new(
        "persistent_directory",
        PathTypes.Directory,
        null,
        "/var/lib/supervisor for root, $XDG_STATE_HOME/supervisor or ~/.local/state/supervisor for others"
    )
    {
        Help = "Where what survives a reboot is kept: which programs supervisorctl has disabled. Made when it is needed.",
        SameForDaemon = Agreement.OfDaemons(daemon => daemon.ChosenPersistentDirectory),
    };

    public static readonly SettingKey<UserAccount?> User = new("user", AccountTypes.User, null, "")
    {
        Help = "The account that the daemon becomes.",
        Needs = ChangeNeeds.RestartDaemon,
        Option = SupervisordOptions.User,
        SameForDaemon = (left, right) => Agreement.Same(left.User, right.User),
    };

    public static readonly SettingKey<string?> Directory = new("directory", PathTypes.ExistingDirectory, null, "")
    {
        Help = "The directory that the daemon works in; without it / when it daemonizes.",
        Needs = ChangeNeeds.RestartDaemon,
        Option = SupervisordOptions.Directory,
        SameForDaemon = Agreement.OfDaemons(daemon => daemon.Directory),
    };

    public static readonly SettingKey<bool> StripAnsi = new("strip_ansi", BasicTypes.Boolean, false, "false")
    {
        Help = "Remove escape sequences from the logs of programs.",
        Option = SupervisordOptions.StripAnsi,
        SameForDaemon = Agreement.OfDaemons(daemon => daemon.StripAnsi),
        SameForProcess = (left, right) =>
            left.Stdout.StripAnsi == right.Stdout.StripAnsi && left.Stderr.StripAnsi == right.Stderr.StripAnsi,
        Needs = ChangeNeeds.LogReopen,
    };

    public static readonly SettingKey<ImmutableSortedDictionary<string, string>> Environment = new(
        "environment",
        new EnvironmentType(),
        ImmutableSortedDictionary<string, string>.Empty,
        "{}"
    )
    {
        Help = "Variables for every program; not for the daemon itself.",
        SameForDaemon = (left, right) => Agreement.Same(left.Environment, right.Environment),
    };

    public static readonly SettingKey<string> Identifier = new("identifier", BasicTypes.Text, "supervisor", "\"supervisor\"")
    {
        Help = "The name of this daemon in events, and in the names of AUTO logs.",
        Option = SupervisordOptions.Identifier,
        SameForDaemon = Agreement.OfDaemons(daemon => daemon.Identifier),
        Check = static value =>
            value.AsSpan().ContainsAny('/', '\n') || value.Length == 0 ? $"'{value}' cannot be part of a file name" : null,
    };

    public static readonly ImmutableArray<SettingKey> All =
    [
        LogFile,
        LogFileMaxBytes,
        LogFileBackups,
        LogLevel,
        PidFile,
        Recovery,
        StateDirectory,
        Umask,
        ControlGroups,
        NoDaemon,
        NoChangeDirectory,
        NoClose,
        Silent,
        MinimumDescriptors,
        MinimumProcesses,
        NoCleanup,
        ChildLogDirectory,
        PersistentDirectory,
        User,
        Directory,
        StripAnsi,
        Environment,
        Identifier,
    ];
}
