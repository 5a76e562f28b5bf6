using System.Collections.Immutable;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Control;
using Supervisor.Engine.Kernel;
using Supervisor.Engine.Logs;
using Supervisor.Engine.Loop;
using Supervisor.Engine.Messaging;
using Supervisor.Engine.Spawning;
using Supervisor.Engine.Tests.Logs;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Loop;

/// <summary>The loop reaps whatever child the process has, and therefore runs alone.</summary>
[Collection(RunsAlone.Name)]
public sealed class MasterLoopAllocationTests
{
    [Fact]
    public void Nothing_is_allocated_per_signal_message_timer_and_ready_descriptor() => LoopThread.Run(Drill);

    private static void Drill()
    {
        const int WarmUp = 500;
        const int Rounds = 3_000;
        using var mail = new Mailbox<LoopMessage>();
        using var raised = new EventDescriptor();
        using var descriptors = new LoopDescriptors();
        using var signals = new SignalDescriptor(SignalSet.Of(SignalNumber.Child));
        using var spawners = new SpawnerPool(_ => { }, _ => { }, new MonotonicClock(TimeProvider.System), threads: 1);
        using var logs = new LogPump(_ => { }, new NoSyslog(), TimeProvider.System);
        using var files = new LogFileWorker(_ => { });
        var parts = Parts(spawners, descriptors, logs);
        var control = new ControlParts(new DaemonIdentity("1", () => 1), files);
        var engine = new SupervisionEngine(parts, new NoConfiguration(), new NoDaemonSettings(), control, isInForeground: false);
        var exit = new ReceivedSignal(SignalNumber.Terminate, 0, 0, IsFromKernel: true);
        var drill = new WakeUpDrill(parts, mail, raised, WarmUp, Rounds, end: () => engine.Receive(exit));
        descriptors.Watch(raised.Number, ReadinessEvents.Readable, drill);
        using var loop = new MasterLoop(engine, descriptors, signals, mail, parts.Clock);

        drill.Begin();
        loop.Run();

        drill.Fired.ShouldBe(WarmUp + Rounds + 1);
        drill.Ready.ShouldBeGreaterThan(Rounds);
        drill.Allocated.ShouldBe(0);
    }

    private static EngineParts Parts(SpawnerPool spawners, LoopDescriptors descriptors, LogPump logs)
    {
        var environment = new ChildEnvironment(InitialEnvironment.Read(), ImmutableHashSet<string>.Empty);
        var specifications = new ChildSpecificationFactory(environment, SignalSet.Empty, ThisProcess.LimitOf(ResourceKind.OpenFiles));
        return new EngineParts(
            new LinuxKernel(),
            spawners,
            descriptors,
            logs,
            new SilentLog(),
            specifications,
            [],
            TimeProvider.System,
            new Random(1)
        );
    }

    private sealed class NoSyslog : IProgramSyslog
    {
        public void Write(string processName, ReadOnlySpan<byte> line) => throw new InvalidOperationException("no program logs here");
    }

    private sealed class NoConfiguration : IConfigurationSource
    {
        public void BeginLoad() => throw new InvalidOperationException("nobody asks for a reload here");
    }

    private sealed class NoDaemonSettings : ILiveDaemonSettings
    {
        public void Apply(SupervisorSettings settings) => throw new InvalidOperationException("nobody reloads here");

        public void ReopenLog() => throw new InvalidOperationException("nobody asks for it here");
    }
}
