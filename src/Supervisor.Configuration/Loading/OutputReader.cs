using Supervisor.Configuration.Expansion;
using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Table;
using Supervisor.Configuration.Values;

namespace Supervisor.Configuration.Loading;

/// <summary>Reads where a stream of a process goes.</summary>
internal static class OutputReader
{
    public static OutputSettings Read(TableReader reader, OutputKeys keys, ExpansionScope scope, DaemonSettings daemon)
    {
        var file = reader.Read(keys.LogFile, scope, expandsTwice: true);
        var maxBytes = reader.Read(keys.MaxBytes, scope);
        var title = reader.Table.Title;
        if (file.Kind == LogFileChoiceKind.Automatic && maxBytes == 0)
        {
            reader.WarnAt(
                keys.MaxBytes,
                $"For [{title}], AUTO logging used for {keys.LogFile.Name} without rollover, set maxbytes > 0 to avoid filling up "
                    + "filesystem unintentionally"
            );
        }
        if (file.Kind == LogFileChoiceKind.Syslog)
        {
            reader.WarnAt(
                keys.LogFile,
                $"For [{title}], {keys.LogFile.Name}=syslog but this is deprecated and will be removed.  Use {keys.Syslog.Name}=true to "
                    + "enable syslog instead."
            );
        }
        return new OutputSettings(
            file.Kind switch
            {
                LogFileChoiceKind.Path => file.Path,
                LogFileChoiceKind.Automatic => new LogFileTarget.Automatic(daemon.ChildLogDirectory, daemon.Identifier),
                _ => null,
            },
            maxBytes,
            reader.Read(keys.Backups, scope),
            reader.Read(keys.Syslog, scope) || file.Kind == LogFileChoiceKind.Syslog,
            reader.Read(keys.CaptureMaxBytes, scope),
            reader.Read(keys.EventsEnabled, scope),
            daemon.StripAnsi,
            reader.Has(keys.Format) ? reader.Read(keys.Format, scope) : reader.Read(ProgramKeys.Format, scope)
        );
    }

    /// <summary>With redirect_stderr nothing of stderr's own remains.</summary>
    public static OutputSettings ReadRedirected(TableReader reader, ExpansionScope scope)
    {
        var file = reader.Read(ProgramKeys.Stderr.LogFile, scope, expandsTwice: true);
        if (file.Kind == LogFileChoiceKind.Path)
        {
            reader.WarnAt(
                ProgramKeys.Stderr.LogFile,
                $"For [{reader.Table.Title}], redirect_stderr=true but stderr_logfile has also been set to a filename, the filename has "
                    + "been ignored"
            );
        }
        return OutputSettings.None;
    }
}
