using System.Collections.Immutable;
using Supervisor.Configuration.Archive;
using Supervisor.Configuration.Settings;
using Supervisor.Engine;
using Supervisor.Engine.Descendants;
using Supervisor.Engine.Journal;
using Supervisor.Engine.Keeping;
using Supervisor.Engine.Listeners;
using Supervisor.Engine.Logs;
using Supervisor.Engine.Recovery;
using Supervisor.Engine.Sockets;
using Supervisor.Engine.Time;
using Supervisor.Posix;
using Supervisor.Protocol.Processes;
using Supervisord.Startup;

namespace Supervisord.Running;

/// <summary>
/// What this master needs so that another can go on where it stops, and what it has found of one before it that could not end in order.
/// </summary>
internal sealed class Takeover : IDisposable
{
    private readonly StateDirectory? _state;

    private Takeover(SupervisorSettings settings, KeeperLink? keeper, StateDirectory? state, AppliedLoads? loads, IDaemonLog log)
    {
        (Settings, Keeper, _state, Loads) = (settings, keeper, state, loads);
        Parts = new RecoveryParts(
            state is null ? new NoJournal() : new SlotJournal(state.Journal, log),
            keeper is null || state is null ? new NoKeeper() : keeper
        )
        {
            Events = state is null ? null : EventNotes.Open(state.EventsPath, log),
        };
        if (keeper is not null)
            Parts.Listeners.Inherit(keeper.Held);
        // It has served to find the directory.
        keeper?.Held.Take(KeeperKeys.StateDirectory)?.Dispose();
        KeepState();
    }

    /// <summary>The configuration that this master starts with.</summary>
    public SupervisorSettings Settings { get; }

    /// <summary>The configuration as its files say now, numbered; null when they cannot be read.</summary>
    public SupervisorSettings? Present { get; private init; }

    public KeeperLink? Keeper { get; }

    public RecoveryParts Parts { get; }

    /// <summary>Null when loads are not kept.</summary>
    public AppliedLoads? Loads { get; }

    /// <summary>What there was before; null at an ordinary start.</summary>
    public RecoveredConfiguration? Found { get; private init; }

    public required IChildEvidence Evidence { get; init; }

    /// <summary>Some of what there was before may be alive.</summary>
    public bool HasPrograms => Found is not null;

    /// <summary>Why there must be no start; null lets it go on.</summary>
    public string? Obstacle { get; private init; }

    /// <summary>Automatic logs that are still written.</summary>
    public IReadOnlySet<string> LogFiles { get; private init; } = ImmutableHashSet<string>.Empty;

    /// <summary>Opens the state directory where recovery is wanted, and looks what it holds.</summary>
    public static Takeover Prepare(
        SupervisorSettings settings,
        RecordedLoad loaded,
        ConfigurationSource source,
        KeeperLink? keeper,
        TimeProvider time,
        IDaemonLog log
    )
    {
        var evidence = new ProcessEvidence(keeper, new MonotonicClock(time));
        var present = loaded.Result.Settings;
        if (!settings.Daemon.Recovery)
            return new Takeover(settings, keeper, null, null, log)
            {
                Evidence = evidence,
                Present = present,
                Obstacle = FindLeftovers(settings.Daemon, evidence, log),
            };
        if (StateDirectory.TryOpen(settings.Daemon, log, JournalBefore(keeper)) is not { } state)
            return new Takeover(settings, keeper, null, null, log) { Evidence = evidence, Present = present };
        var loads = new AppliedLoads(state.Loads, state.Journal, source, log);
        var records = state.Journal.Read();
        TellGuesses(records, log);
        var generations = records.Select(record => record.Generation).ToImmutableHashSet();
        var lastRead = state.Journal.LastRead;
        if (lastRead != 0)
            generations = generations.Add(lastRead);
        var before = loads.Read(generations);
        loads.InUse = generations;
        present = present is null ? null : loads.Keep(present, loaded.Archive);
        var isUpgraded = TellUpgrade(state.Journal, keeper, log);
        if (records.Count == 0 && !(state.Journal.Ending == DaemonEnding.Ends && keeper is { Deaths: > 0 }))
        {
            // Events of an earlier run, whose listeners are gone.
            _ = DirectoryEntries.Remove(state.EventsPath);
            state.Journal.Ending = DaemonEnding.None;
            state.Journal.LastRead = 0;
            return new Takeover(present ?? settings, keeper, state, loads, log) { Evidence = evidence, Present = present };
        }
        var found = RecoveredConfiguration.Of(records, before, present ?? settings).WithLastRead(before.GetValueOrDefault(lastRead));
        if (state.Journal.IsOfBefore)
            found = WithUnnoted(found, settings, evidence, time);
        if (!isUpgraded)
            log.Write(
                DaemonLogLevel.Warn,
                $"supervisord takes over {records.Count} {(records.Count == 1 ? "process" : "processes")} of one that did not end in order"
            );
        var takeover = new Takeover(settings, keeper, state, loads, log)
        {
            Found = found,
            Evidence = evidence,
            Present = present,
            LogFiles = AutomaticLogsOf(found),
        };
        var abandoned = FindAbandoned(settings.Daemon, evidence, keeper, log);
        new SocketSearch(takeover.Parts.Listeners, evidence, abandoned, new LinuxForeignSockets(), log).Find(found.Slots);
        return takeover;
    }

    private static AbandonedProcesses FindAbandoned(DaemonSettings settings, ProcessEvidence evidence, KeeperLink? keeper, IDaemonLog log)
    {
        var mark = InstanceMark.Of(settings.PidFile);
        var groups = settings.ControlGroups ? ProgramControlGroups.Named(ControlGroup.OfThisProcess(), mark) : ProgramControlGroups.None;
        int[] roots = keeper is null ? [ThisProcess.Id] : [ThisProcess.Id, keeper.KeeperId];
        return new AbandonedProcesses(evidence, groups, mark, roots, ThisProcess.UserId, log);
    }

    /// <summary>A new keeper is told where the state is.</summary>
    public void KeepState()
    {
        if (Keeper is not null)
            _state?.KeepWith(Keeper);
    }

    /// <summary>Where a new keeper finds this process; null when there is none to be lost.</summary>
    public string? AttachPath => Keeper is null ? null : _state?.AttachPath;

    /// <summary>How often the daemon has gone over to another executable.</summary>
    public int Upgrades => (int)(_state?.Journal.Upgrades ?? 0);

    /// <summary>It can go over to another executable: what outlives that is kept.</summary>
    public bool AllowsUpgrade => Keeper is not null && _state is not null;

    /// <summary>The executable changes: says so to whoever comes after.</summary>
    /// <exception cref="IOException">The present executable cannot be kept for the case that the other fails.</exception>
    /// <exception cref="PosixException">Nor can the state.</exception>
    public void GoOver(SelfExecution self, Descriptor other)
    {
        using var present = self.OpenPresent(_state!.PreviousExecutablePath);
        _state.Journal.IsUpgradePending = true;
        // The other one may note in a way that this one cannot read, and fail then.
        using var copy = SealedFile.Create("supervisord-journal", _state.Journal.ToBytes());
        Keeper!.Hold(KeeperKeys.JournalCopy, copy.Number);
        Keeper.Execute(present.Number, other.Number);
    }

    /// <summary>Nothing is left to take over.</summary>
    public void EndInOrder()
    {
        Keeper?.DropAll();
        _state?.Remove();
    }

    public void Dispose()
    {
        Parts.Events?.Dispose();
        _state?.Dispose();
    }

    /// <summary>What the journal said before an upgrade that has failed; empty where none has.</summary>
    private static byte[] JournalBefore(KeeperLink? keeper)
    {
        // Where this is the other one, it stays held until all is taken over: this process can fail as well.
        if (keeper is not { HasUpgradeFailed: true } || keeper.Held.Take(KeeperKeys.JournalCopy) is not { } copy)
            return [];
        using (copy)
        {
            keeper.Drop(KeeperKeys.JournalCopy);
            return SealedFile.Read(copy.Number);
        }
    }

    /// <summary>What the executable that failed may have begun is in no journal that can be read.</summary>
    private static RecoveredConfiguration WithUnnoted(
        RecoveredConfiguration found,
        SupervisorSettings settings,
        ProcessEvidence evidence,
        TimeProvider time
    ) =>
        new UnnotedChildren(evidence, InstanceMark.Of(settings.Daemon.PidFile), new MonotonicClock(time)).TakeIn(
            found,
            ProcessTable.Read(),
            [ThisProcess.Id, ThisProcess.ParentId]
        );

    private static void TellGuesses(IReadOnlyList<SlotRecord> records, IDaemonLog log)
    {
        var guesses = records.Count(record => !record.IsUnderstood);
        if (guesses > 0)
            log.Write(
                DaemonLogLevel.Error,
                $"the journal says of {guesses} {(guesses == 1 ? "process" : "processes")} what only a later version of supervisord knows: "
                    + "what lives is taken over as running, what does not as ended"
            );
    }

    /// <summary>False when there was none.</summary>
    private static bool TellUpgrade(JournalFile journal, KeeperLink? keeper, IDaemonLog log)
    {
        if (!journal.IsUpgradePending)
            return false;
        journal.IsUpgradePending = false;
        if (keeper is { HasUpgradeFailed: true })
        {
            log.Write(DaemonLogLevel.Error, "not upgraded: the other executable has failed in its start; this one goes on");
            return true;
        }
        journal.Upgrades++;
        log.Write(DaemonLogLevel.Info, $"upgraded: supervisord {ProgramVersion.Text} goes on");
        return true;
    }

    private static HashSet<string> AutomaticLogsOf(RecoveredConfiguration found)
    {
        var files = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (record, settings) in found.Slots)
        {
            if (settings.Stdout.File is LogFileTarget.Automatic stdout)
                files.Add(
                    AutomaticLogFiles.PathOf(stdout.Directory, settings.Name, LogStream.Stdout, stdout.Identifier, record.StdoutRandom)
                );
            if (settings.Stderr.File is LogFileTarget.Automatic stderr)
                files.Add(
                    AutomaticLogFiles.PathOf(stderr.Directory, settings.Name, LogStream.Stderr, stderr.Identifier, record.StderrRandom)
                );
        }
        return files;
    }

    /// <summary>Without recovery nothing is taken over, but nothing is started a second time either.</summary>
    private static string? FindLeftovers(DaemonSettings settings, ProcessEvidence evidence, IDaemonLog log)
    {
        if (!StateDirectory.Exists(settings) || StateDirectory.TryOpen(settings, log) is not { } state)
            return null;
        using (state)
        {
            var alive = state.Journal.Read().Select(evidence.Find).Where(IsAlive).Select(found => found.Identity.ProcessId).ToArray();
            if (alive.Length > 0)
                return $"programs of a supervisord that did not end in order still run (pid {string.Join(", ", alive.Take(10))}"
                    + $"{(alive.Length > 10 ? ", ..." : "")}), and recovery is off.  Start it once with recovery = true, or end them first.";
            state.Remove();
            return null;
        }
    }

    private static bool IsAlive(ChildEvidence found) =>
        found.Whereabouts is ChildWhereabouts.WithKeeper or ChildWhereabouts.Elsewhere or ChildWhereabouts.Ours;
}
