using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Values;

namespace Supervisor.Configuration.Table;

/// <summary>The keys that stdout and stderr both have.</summary>
internal sealed class OutputKeys
{
    public OutputKeys(string stream, Func<ProcessSettings, OutputSettings> output)
    {
        LogFile = new(stream + "_logfile", PathTypes.ChildLog, default, "AUTO")
        {
            Help = $"The file that {stream} goes to: a path, AUTO (one in childlogdir), or NONE.",
            Needs = ChangeNeeds.LogReopen,
            SameForProcess = Agreement.OfProcesses(process => output(process).File),
        };
        MaxBytes = new(stream + "_logfile_maxbytes", QuantityTypes.Size, 50 << 20, "50MB")
        {
            Help = "The log is rotated at this size; 0 never.",
            Needs = ChangeNeeds.LogReopen,
            SameForProcess = Agreement.OfProcesses(process => output(process).MaxBytes),
        };
        Backups = new(stream + "_logfile_backups", BasicTypes.Integer(0), 10, "10")
        {
            Help = "How many rotated files are kept; 0 truncates the log instead.",
            Needs = ChangeNeeds.LogReopen,
            SameForProcess = Agreement.OfProcesses(process => output(process).Backups),
        };
        CaptureMaxBytes = new(stream + "_capture_maxbytes", QuantityTypes.Size, 0, "0")
        {
            Help = "How many bytes between capture tokens are kept for an event; 0 turns capture mode off.",
            Needs = ChangeNeeds.LogReopen,
            SameForProcess = Agreement.OfProcesses(process => output(process).CaptureMaxBytes),
        };
        EventsEnabled = new(stream + "_events_enabled", BasicTypes.Boolean, false, "false")
        {
            Help = "Emit a PROCESS_LOG event for what is written.",
            Needs = ChangeNeeds.LogReopen,
            SameForProcess = Agreement.OfProcesses(process => output(process).EventsEnabled),
        };
        Syslog = new(stream + "_syslog", BasicTypes.Boolean, false, "false")
        {
            Help = "Send each line to syslog as well.",
            Needs = ChangeNeeds.LogReopen,
            SameForProcess = Agreement.OfProcesses(process => output(process).Syslog),
        };
        Format = new(stream + "_log_format", ProgramKeys.FormatType, LogFormat.Raw, "log_format")
        {
            Help = $"log_format for {stream} alone.",
            Needs = ChangeNeeds.LogReopen,
            SameForProcess = Agreement.OfProcesses(process => output(process).Format),
        };
    }

    public SettingKey<LogFileChoice> LogFile { get; }
    public SettingKey<long> MaxBytes { get; }
    public SettingKey<int> Backups { get; }
    public SettingKey<long> CaptureMaxBytes { get; }
    public SettingKey<bool> EventsEnabled { get; }
    public SettingKey<bool> Syslog { get; }
    public SettingKey<LogFormat> Format { get; }

    public IEnumerable<SettingKey> All => [LogFile, MaxBytes, Backups, CaptureMaxBytes, EventsEnabled, Syslog, Format];
}
