using System.Collections.Immutable;

namespace Supervisor.Configuration.Table;

/// <summary>
/// The options of supervisord's command line that give a key of [supervisord] its value. They stand apart from the keys, so that who reads
/// a command line builds none of the table: it is the first thing that every start of the daemon does.
/// </summary>
internal static class SupervisordOptions
{
    public static readonly CommandLineOption LogFile = new('l', "logfile", "FILENAME") { Help = "use FILENAME as logfile path" };
    public static readonly CommandLineOption LogFileMaxBytes = new('y', "logfile_maxbytes", "BYTES")
    {
        Help = "use BYTES to limit the max size of logfile",
    };
    public static readonly CommandLineOption LogFileBackups = new('z', "logfile_backups", "NUM")
    {
        Help = "number of backups to keep when max bytes reached",
    };
    public static readonly CommandLineOption LogLevel = new('e', "loglevel", "LEVEL")
    {
        Help = "use LEVEL as log level (debug,info,warn,error,critical)",
    };
    public static readonly CommandLineOption PidFile = new('j', "pidfile", "FILENAME")
    {
        Help = "write a pid file for the daemon process to FILENAME",
    };
    public static readonly CommandLineOption Recovery = new(null, "no-recovery", null)
    {
        Help = "programs are not taken over from a killed daemon (same as 'recovery = false' in config file)",
        Key = "recovery",
        FlagValue = "false",
    };
    public static readonly CommandLineOption Umask = new('m', "umask", "UMASK")
    {
        Help = "use this umask for daemon subprocess (default is 022)",
    };
    public static readonly CommandLineOption NoDaemon = new('n', "nodaemon", null)
    {
        Help = "run in the foreground (same as 'nodaemon = true' in config file)",
    };
    public static readonly CommandLineOption Silent = new('s', "silent", null)
    {
        Help = "no logs to stdout (maps to 'silent = true' in config file)",
    };
    public static readonly CommandLineOption MinimumDescriptors = new('a', "minfds", "NUM")
    {
        Help = "the minimum number of file descriptors for start success",
    };
    public static readonly CommandLineOption MinimumProcesses = new(null, "minprocs", "NUM")
    {
        Help = "the minimum number of processes available for start success",
    };
    public static readonly CommandLineOption NoCleanup = new('k', "nocleanup", null)
    {
        Help = "prevent the process from performing cleanup (removal of old automatic child log files) at startup",
    };
    public static readonly CommandLineOption ChildLogDirectory = new('q', "childlogdir", "DIRECTORY")
    {
        Help = "the log directory for child process logs",
    };
    public static readonly CommandLineOption User = new('u', "user", "USER") { Help = "run supervisord as this user (or numeric uid)" };
    public static readonly CommandLineOption Directory = new('d', "directory", "DIRECTORY")
    {
        Help = "directory to chdir to when daemonized",
    };
    public static readonly CommandLineOption StripAnsi = new('t', "strip_ansi", null)
    {
        Help = "strip ansi escape codes from process output",
    };
    public static readonly CommandLineOption Identifier = new('i', "identifier", "IDENTIFIER")
    {
        Help = "identifier used for this instance of supervisord",
    };

    /// <summary>In the order of the keys, which is the order of the help.</summary>
    public static ImmutableArray<CommandLineOption> All { get; } =
    [
        LogFile,
        LogFileMaxBytes,
        LogFileBackups,
        LogLevel,
        PidFile,
        Recovery,
        Umask,
        NoDaemon,
        Silent,
        MinimumDescriptors,
        MinimumProcesses,
        NoCleanup,
        ChildLogDirectory,
        User,
        Directory,
        StripAnsi,
        Identifier,
    ];
}
