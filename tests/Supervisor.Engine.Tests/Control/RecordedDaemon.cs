using Supervisor.Configuration.Settings;
using Supervisor.Engine.Control;
using Supervisor.Engine.Events;
using Supervisor.Engine.Loop;

namespace Supervisor.Engine.Tests.Control;

/// <summary>What belongs to the daemon besides its programs; keeps what it was told.</summary>
internal sealed class RecordedDaemon : IDaemonLog, ILiveDaemonSettings, IConfigurationSource, IEventSubscriber, ILogFiles
{
    public List<string> Lines { get; } = [];

    public List<string> Events { get; } = [];

    /// <summary>Loads that were asked for and not answered.</summary>
    public int LoadsUnderWay { get; set; }

    public int LogReopenings { get; private set; }

    /// <summary>Work on log files that was asked for and not answered.</summary>
    public Queue<(string Work, object Ticket)> LogFileWork { get; } = new();

    public bool IsEnabled(DaemonLogLevel level) => true;

    public void Write(DaemonLogLevel level, string line) => Lines.Add(line);

    public void Apply(SupervisorSettings settings) { }

    public void ReopenLog() => LogReopenings++;

    public void BeginLoad() => (++LoadsUnderWay).ShouldBe(1, "one load at a time");

    EventTypeSet IEventSubscriber.Events => EventTypeSet.Of(["REMOTE_COMMUNICATION"]);

    public void Accept(SupervisorEvent happened, long serial) => Events.Add(happened.Text);

    public void Open(string path, object ticket) => LogFileWork.Enqueue(($"open {path}", ticket));

    public void Clear(IReadOnlyList<ClearedLog> logs, object ticket) =>
        LogFileWork.Enqueue(($"clear {string.Join(" and ", logs.Select(log => $"{log.Path} with {log.Backups}"))}", ticket));
}
