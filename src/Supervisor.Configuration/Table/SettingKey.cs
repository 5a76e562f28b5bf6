using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Values;

namespace Supervisor.Configuration.Table;

/// <summary>One key of the configuration: everything that validation, the diff, the schema and the manual page say about it.</summary>
public abstract class SettingKey
{
    private protected SettingKey(string name, SettingType type, string defaultText)
    {
        Name = name;
        Type = type;
        DefaultText = defaultText;
    }

    public string Name { get; }
    public SettingType Type { get; }

    /// <summary>The default as a person would read it; empty when the key is required or has none.</summary>
    public string DefaultText { get; }

    /// <summary>One line that says what the key is for.</summary>
    public string Help { get; init; } = "";
    public bool IsRequired { get; init; }

    /// <summary>What a change needs. Where a log begins or ceases to be captured, a restart of the process is needed in any case.</summary>
    public ChangeNeeds Needs { get; init; }

    /// <summary>Null when the key is not on the command line.</summary>
    public CommandLineOption? Option { get; init; }

    /// <summary>Whether two processes agree on this key; null when the key shows in others (numprocs), or is not about a process.</summary>
    public Func<ProcessSettings, ProcessSettings, bool>? SameForProcess { get; init; }

    /// <summary>Whether two configurations of the daemon agree on this key.</summary>
    public Func<DaemonSettings, DaemonSettings, bool>? SameForDaemon { get; init; }

    /// <summary>Whether two configurations of a group agree on this key.</summary>
    public Func<ProcessGroupSettings, ProcessGroupSettings, bool>? SameForGroup { get; init; }

    public override string ToString() => Name;
}
