using System.Collections.Immutable;
using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Values;
using Supervisor.Posix;

namespace Supervisor.Configuration.Table;

/// <summary>The keys of a program that say how it is stopped.</summary>
internal static class StopKeys
{
    public static readonly SettingKey<SignalNumber> Signal = new("stopsignal", ProgramTypes.Signal, SignalNumber.Terminate, "\"TERM\"")
    {
        Help = "The signal that asks it to stop.",
        SameForProcess = Agreement.OfProcesses(process => process.Stop.Signal),
    };

    public static readonly SettingKey<TimeSpan> Wait = new("stopwaitsecs", QuantityTypes.Duration, TimeSpan.FromSeconds(10), "10")
    {
        Help = "How long it may take to stop before it is killed.",
        SameForProcess = Agreement.OfProcesses(process => process.Stop.Wait),
    };

    public static readonly SettingKey<bool> AsGroup = new("stopasgroup", BasicTypes.Boolean, false, "false")
    {
        Help = "Send the stop signal to its whole process group; implies killasgroup.",
        SameForProcess = Agreement.OfProcesses(process => process.Stop.AsGroup),
    };

    public static readonly SettingKey<bool> KillAsGroup = new("killasgroup", BasicTypes.Boolean, false, "stopasgroup")
    {
        Help = "Send SIGKILL to its whole process group.",
        SameForProcess = Agreement.OfProcesses(process => process.Stop.KillAsGroup),
    };

    public static readonly SettingKey<StopScope?> Scope = new(
        "stop_scope",
        BasicTypes.Choice<StopScope?>(("process", StopScope.Process), ("group", StopScope.Group), ("tree", StopScope.Tree)),
        null,
        "what stopasgroup and killasgroup say"
    )
    {
        Help =
            "How far a stop reaches: its process, its process group, or everything it has made; with \"tree\" what a dead run left is ended before the next.",
        SameForProcess = Agreement.OfProcesses(process => process.Stop.EndsTree),
    };

    public static readonly ImmutableArray<SettingKey> All = [Signal, Wait, AsGroup, KillAsGroup, Scope];
}
