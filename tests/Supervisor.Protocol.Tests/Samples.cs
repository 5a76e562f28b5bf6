using Supervisor.Protocol.Processes;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Protocol.Tests;

/// <summary>One message of every kind, with a value in every place.</summary>
internal static class Samples
{
    private static readonly ProcessName Web = new("web", "web_1");
    private static readonly ProcessSelector Selector = ProcessSelector.Of("web", "web_1");

    public static readonly Request[] Requests =
    [
        new Request.DescribeDaemon(),
        new Request.ListProcesses(ProcessSelector.All),
        new Request.ListConfigurations(),
        new Request.Start(Selector, Waits: true),
        new Request.Stop(ProcessSelector.OfGroup("wéb"), Waits: false),
        new Request.Restart(Selector, Waits: true),
        new Request.Signal(Selector, "HUP"),
        new Request.WaitForState(Selector, [20, 200], 1500),
        new Request.ReadConfiguration(),
        new Request.AddGroup("web"),
        new Request.RemoveGroup(""),
        new Request.Reload(Applies: true, ["a", "b"]),
        new Request.OpenLog(Web, LogStream.Stderr),
        new Request.OpenDaemonLog(),
        new Request.ClearLogs(ProcessSelector.All),
        new Request.ClearDaemonLog(),
        new Request.WriteStandardInput(Web, new byte[] { 0, 255, 10 }),
        new Request.SendRemoteEvent("type", "data\n"),
        new Request.ShutDown(),
        new Request.RestartDaemon(),
        new Request.Upgrade("/opt/supervisord"),
        new Request.Disable(Selector),
        new Request.Enable(ProcessSelector.All),
        new Request.ListTrees(Selector),
    ];

    public static readonly Reply[] Replies =
    [
        Reply.Done.Instance,
        new Reply.Refused(ControlResult.BadName, "web"),
        new Reply.DaemonDescribed("supervisor", "4.2.5", 77, SupervisorState.Shutdown) { MasterId = 78, Upgrades = 3 },
        new Reply.ProcessesListed(1_790_000_000_123, [Snapshot(null), Snapshot(1500)]),
        new Reply.ConfigurationsListed([Configuration()]),
        new Reply.ProcessesHandled([new ProcessOutcome(Web, ControlResult.SpawnError, "web")]),
        new Reply.GroupsCompared(["a"], [], ["b", "c"]),
        new Reply.ChangesPlanned(
            [new PlannedChange(Web, PlannedChangeKind.Changed, PlannedEffect.Restart, "command changed")],
            ["umask changed"]
        ),
        new Reply.LogOpened("/var/log/web.log"),
        new Reply.TreesListed([
            new ProcessTree(Web, [new ProgramProcess(12, 1, "S", 1500, "web --serve", MembershipSource.Pipe)]),
            new ProcessTree(Web, []),
        ]),
    ];

    private static ProcessSnapshot Snapshot(long? nextStart) =>
        new()
        {
            Name = Web,
            State = ProcessState.Backoff,
            ProcessId = 12,
            StartedAt = 1_790_000_000,
            StoppedAt = 1_790_000_001,
            UptimeMilliseconds = 3,
            StateSinceMilliseconds = 1_790_000_001_500,
            SpawnError = "can't find command",
            ExitStatus = -1,
            LastExit = "terminated by SIGKILL",
            Reason = "because",
            Restarts = 4,
            Failures = 5,
            NextStartMilliseconds = nextStart,
            IsStoppedByRequest = true,
            IsCompleted = true,
            IsDisabled = true,
            StdoutFile = "/o",
            StderrFile = "",
        };

    private static ProcessConfiguration Configuration() =>
        new()
        {
            Name = Web,
            GroupPriority = 1,
            Priority = 999,
            IsInUse = true,
            Autostart = false,
            Autorestart = "unexpected",
            Command = "cat",
            Directory = "none",
            UserId = 33,
            ExitCodes = [0, 2],
            StartSeconds = 1,
            StartRetries = -1,
            StopSignal = 15,
            StopWaitSeconds = 10,
            StopAsGroup = true,
            KillAsGroup = true,
            RedirectStderr = false,
            ServerUrl = "none",
            Stdout = new OutputConfiguration("auto", 1L << 40, 10, 0, EventsEnabled: true, Syslog: false),
            Stderr = new OutputConfiguration("none", 0, 0, 7, EventsEnabled: false, Syslog: true),
        };
}
