using System.Collections.Immutable;
using Supervisor.Posix;

namespace Supervisor.Configuration.Settings;

/// <summary>The [supervisord] table, command line applied. Paths are absolute.</summary>
public sealed record DaemonSettings
{
    public required string Identifier { get; init; }

    /// <summary>Null when the daemon's log goes to syslog.</summary>
    public required string? LogFile { get; init; }

    /// <summary>Bytes; 0 means no rotation.</summary>
    public required long LogFileMaxBytes { get; init; }
    public required int LogFileBackups { get; init; }
    public required DaemonLogLevel LogLevel { get; init; }
    public required string PidFile { get; init; }

    /// <summary>Whether programs outlive a daemon that was killed, and are taken over by the next.</summary>
    public required bool Recovery { get; init; }

    /// <summary>The directory of the state as configured; null puts it beside the pid file.</summary>
    public required string? ChosenStateDirectory { get; init; }

    /// <summary>Where the daemon keeps what a recovery needs: as configured, or /run/x.state for the pid file /run/x.pid.</summary>
    public string StateDirectory => ChosenStateDirectory ?? BesidePidFile();

    /// <summary>Null leaves the mask that the daemon was started with.</summary>
    public required uint? Umask { get; init; }
    public required bool NoDaemon { get; init; }

    /// <summary>Programs get control groups of their own, where the daemon may make them.</summary>
    public required bool ControlGroups { get; init; }

    /// <summary>In the foreground, do not copy the log to standard output.</summary>
    public required bool Silent { get; init; }

    /// <summary>When daemonizing, stay in the working directory.</summary>
    public required bool NoChangeDirectory { get; init; }

    /// <summary>When daemonizing, keep standard input, output and error.</summary>
    public required bool NoClose { get; init; }

    /// <summary>The least soft limit of open files for the daemon, and the soft limit its programs get.</summary>
    public required int MinimumDescriptors { get; init; }
    public required int MinimumProcesses { get; init; }

    /// <summary>Keep the automatic child logs of an earlier run.</summary>
    public required bool NoCleanup { get; init; }
    public required string ChildLogDirectory { get; init; }

    /// <summary>persistent_directory; null where the default stands.</summary>
    public required string? ChosenPersistentDirectory { get; init; }

    /// <summary>Where what has to survive a reboot is kept; it need not exist.</summary>
    public required string PersistentDirectory { get; init; }

    /// <summary>The account that the daemon itself becomes; null stays.</summary>
    public required UserAccount? User { get; init; }

    /// <summary>Where the daemon works; null is / when it daemonizes and the present directory otherwise.</summary>
    public required string? Directory { get; init; }
    public required bool StripAnsi { get; init; }

    /// <summary>Variables for every program, expanded; not for the daemon itself.</summary>
    public required ImmutableSortedDictionary<string, string> Environment { get; init; }

    private string BesidePidFile()
    {
        var path = Path.ChangeExtension(PidFile, ".state");
        return string.Equals(path, PidFile, StringComparison.Ordinal) ? PidFile + ".state" : path;
    }
}
