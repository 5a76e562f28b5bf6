using Supervisor.Engine.Control;
using Supervisor.Engine.Reload;

namespace Supervisor.Engine.Loop;

/// <summary>Who carries out what clients ask, put together from the parts of an engine.</summary>
internal sealed record RequestDeskWiring(
    EngineParts Parts,
    ControlParts Control,
    ILiveDaemonSettings LiveSettings,
    ConfigurationInForce Configuration,
    ConfigurationLoads Loads,
    WaitingCalls Waiting,
    ChoiceRequests Choices,
    DaemonRequests Daemon
)
{
    public RequestDesk Connect() =>
        new(
            new ProcessRequests(
                Parts.Roster,
                Parts.Driver,
                Parts.Spawns,
                Waiting,
                new SnapshotFactory(Parts.Clock, Parts.Disabled),
                Parts.Clock,
                Parts.Timers
            ),
            Choices,
            new ConfigurationRequests(Parts.Roster, Configuration, Loads, Parts.Reload, Parts.Disabled, Parts.Shutdown),
            new LogRequests(Parts.Roster, Control.LogFiles, () => Configuration.Settings.Daemon.LogFile, LiveSettings.ReopenLog),
            new StandardInputRequests(Parts.Roster),
            new TreeRequests(Parts.Roster, Parts.Finder),
            Daemon,
            Parts.Shutdown
        );
}
