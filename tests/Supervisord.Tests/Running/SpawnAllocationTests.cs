using System.Collections.Immutable;
using Supervisor.Configuration.CommandLine;
using Supervisor.Configuration.Loading;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Control;
using Supervisor.Engine.Kernel;
using Supervisor.Engine.Logs;
using Supervisor.Engine.Loop;
using Supervisor.Engine.Messaging;
using Supervisor.Engine.Spawning;
using Supervisor.Engine.Time;
using Supervisor.Posix;
using Supervisor.TestKit;
using Supervisord.DaemonLog;
using Supervisord.Running;

namespace Supervisord.Tests.Running;

public sealed class SpawnAllocationTests : IDisposable
{
    private const int Programs = 50;
    private readonly string _directory = Directory.CreateTempSubdirectory("allocation-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_spawn_and_its_exit_allocate_four_kibibytes_at_most_log_lines_included()
    {
        var settings = Load();
        using var mail = new Mailbox<LoopMessage>();
        using var log = new MainLog(TimeProvider.System);
        log.Open(settings.Daemon, settings.Syslog, isForeground: false);
        var clock = new MonotonicClock(TimeProvider.System);
        using var spawners = new SpawnerPool(
            answer => mail.Post(LoopMessage.Of(answer)),
            check => mail.Post(LoopMessage.Of(check)),
            clock,
            threads: 2
        );
        using var logs = new LogPump(notice => mail.Post(LoopMessage.Of(notice)), log.ProgramSyslog, TimeProvider.System);
        var environment = new ChildEnvironment(InitialEnvironment.Read(), ImmutableHashSet<string>.Empty);
        var limit = ThisProcess.LimitOf(ResourceKind.OpenFiles);
        var specifications = new ChildSpecificationFactory(environment, SignalSet.Empty, limit);
        var lines = new SerilogDaemonLog(log.Logger);
        using var descriptors = new LoopDescriptors();
        var parts = new EngineParts(
            new LinuxKernel(),
            spawners,
            descriptors,
            logs,
            lines,
            specifications,
            [],
            TimeProvider.System,
            new Random(1)
        );
        using var files = new LogFileWorker(_ => { });
        var control = new ControlParts(new DaemonIdentity("1", () => 1), files);
        var engine = new SupervisionEngine(parts, new NoReload(), new LiveSettings(log), control, isInForeground: false);
        engine.Begin(settings);
        TurnUntil(engine, mail, () => AllUp(engine, []));
        // In the first rounds queues and lists grow to their working size.
        KillAndAwaitOthers(engine, mail);
        KillAndAwaitOthers(engine, mail);
        var perRestart = ProcessAllocation.MedianOf(rounds: 5, () => KillAndAwaitOthers(engine, mail)) / Programs;
        engine.Receive(new ReceivedSignal(SignalNumber.Terminate, ThisProcess.Id, 0, false));
        TurnUntil(engine, mail, () => engine.IsOver);

        perRestart.ShouldBeLessThanOrEqualTo(4096);
    }

    private static void KillAndAwaitOthers(SupervisionEngine engine, Mailbox<LoopMessage> mail)
    {
        var old = new int[Programs];
        var index = 0;
        foreach (var slot in engine.Roster.Slots)
        {
            old[index++] = slot.Status.ProcessId;
            ProcessSignals.Send(slot.Status.ProcessId, SignalNumber.Kill);
        }
        TurnUntil(engine, mail, () => AllUp(engine, old));
    }

    /// <summary>Asked in every turn, so it allocates nothing itself.</summary>
    private static bool AllUp(SupervisionEngine engine, int[] old)
    {
        var groups = engine.Roster.Groups;
        for (var index = 0; index < groups.Count; index++)
        {
            var pid = groups[index].Slots[0].Status.ProcessId;
            if (pid == 0 || Array.IndexOf(old, pid) >= 0)
                return false;
        }
        return true;
    }

    /// <summary>The real loop waits for SIGCHLD on a signalfd, which a test process cannot have to itself: here every turn looks.</summary>
    private static void TurnUntil(SupervisionEngine engine, Mailbox<LoopMessage> mail, Func<bool> condition)
    {
        bool Turn()
        {
            mail.BeginReceive();
            while (mail.TryReceive(out var message))
                engine.Receive(message);
            engine.CollectChildren();
            engine.RunTimers();
            return condition();
        }
        SpinWait.SpinUntil(Turn, TimeSpan.FromMinutes(1)).ShouldBeTrue();
    }

    private SupervisorSettings Load()
    {
        var file = Path.Combine(_directory, "supervisor.toml");
        var text = $"[supervisord]\nlogfile = \"{_directory}/log\"\npidfile = \"{_directory}/pid\"\n";
        for (var number = 0; number < Programs; number++)
            text +=
                $"[program.p{number}]\ncommand = \"/bin/sleep 1000\"\nstartsecs = 0\nautorestart = true\nstdout_logfile = \"{_directory}/out\"\n"
                + "redirect_stderr = true\n";
        File.WriteAllText(file, text);
        var surroundings = new LoadSurroundings(new Dictionary<string, string>(StringComparer.Ordinal), "host", _directory);
        var result = new ConfigurationLoader(new HostFiles(), new UserDatabase(), new HostLookup(), surroundings).Load(
            file,
            CommandLineOverrides.None
        );
        return result.Settings.ShouldNotBeNull();
    }

    private sealed class NoReload : IConfigurationSource
    {
        public void BeginLoad() => throw new InvalidOperationException("nobody asks for a reload here");
    }
}
