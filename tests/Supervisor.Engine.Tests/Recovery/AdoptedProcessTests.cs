using Supervisor.Engine.Loop;
using Supervisor.Engine.Recovery;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Tests.Control;
using Supervisor.Engine.Tests.Journal;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Recovery;

/// <summary>How the end of a process is noticed that is somebody else's child.</summary>
public sealed class AdoptedProcessTests : ILoopDescriptors
{
    private const int Handle = 40;
    private static readonly ChildExit End = new(7, 3, null, false);

    private readonly ManualClock _time = new();
    private readonly TimerQueue _timers = new();
    private readonly List<ChildExit> _ends = [];
    private readonly List<string> _watches = [];
    private readonly ProcessSlot _slot = new SlotScene().Slot(7);

    private MonotonicClock Clock => new(_time);

    [Fact]
    public void While_the_keeper_tells_nothing_is_watched()
    {
        using var adopted = Adopt(new ScriptedProcess { Descriptor = Handle });
        _watches.ShouldBeEmpty();
        _timers.NextDue.ShouldBeNull();
    }

    [Fact]
    public void An_end_whose_status_can_be_read_is_told_at_once()
    {
        var process = new ScriptedProcess { Descriptor = Handle };
        using var adopted = Adopt(process);
        adopted.Watch();
        adopted.Watch();
        process.Exit = End;
        adopted.Ready(ReadinessEvents.Readable);
        _ends.ShouldBe([End]);
        _watches.ShouldBe(["40 Readable"]);
    }

    [Fact]
    public void A_zombie_whose_status_is_kept_from_us_is_waited_for_until_it_has_been_reaped()
    {
        var process = new ScriptedProcess { Descriptor = Handle };
        using var adopted = Adopt(process);
        adopted.Watch();
        adopted.Ready(ReadinessEvents.Readable);
        _ends.ShouldBeEmpty();
        _watches.ShouldBe(["40 Readable", "40 None"]);
        (process.IsGone, process.Exit) = (true, End);
        adopted.Ready(ReadinessEvents.HungUp);
        _ends.ShouldBe([End]);
    }

    [Fact]
    public void One_that_is_gone_without_a_status_ended_in_an_unknown_way()
    {
        var process = new ScriptedProcess { Descriptor = Handle };
        using var adopted = Adopt(process);
        adopted.Watch();
        process.IsGone = true;
        adopted.Ready(ReadinessEvents.HungUp);
        _ends.ShouldBe([ChildExit.Unknown(7)]);
    }

    [Fact]
    public void Without_pidfds_it_is_looked_at_every_second()
    {
        var process = new ScriptedProcess();
        using var adopted = Adopt(process);
        adopted.Watch();
        for (var second = 0; second < 3; second++)
        {
            _timers.NextDue.ShouldBe(Clock.Now + TimeSpan.FromSeconds(1));
            _time.Advance(TimeSpan.FromSeconds(1));
            _timers.FireDue(Clock.Now);
            _ends.ShouldBeEmpty();
        }
        process.IsGone = true;
        _time.Advance(TimeSpan.FromSeconds(1));
        _timers.FireDue(Clock.Now);
        _ends.ShouldBe([ChildExit.Unknown(7)]);
        _timers.NextDue.ShouldBeNull();
        _watches.ShouldBeEmpty();
    }

    [Fact]
    public void One_that_is_over_is_never_watched_again()
    {
        var process = new ScriptedProcess { Descriptor = Handle };
        var adopted = Adopt(process);
        adopted.Dispose();
        adopted.Watch();
        process.IsDisposed.ShouldBeTrue();
        _watches.ShouldBeEmpty();
    }

    [Fact]
    public void What_was_watched_is_forgotten()
    {
        var handle = Adopt(new ScriptedProcess { Descriptor = Handle });
        handle.Watch();
        handle.Dispose();
        _watches.ShouldBe(["40 Readable", "40 forgotten"]);
        var look = Adopt(new ScriptedProcess());
        look.Watch();
        look.Dispose();
        _timers.NextDue.ShouldBeNull();
    }

    [Fact]
    public void Signals_reach_it_or_its_group()
    {
        var process = new ScriptedProcess();
        using var adopted = Adopt(process);
        adopted.Signal(SignalNumber.Terminate, toGroup: false).ShouldBe(0);
        adopted.Signal(SignalNumber.Kill, toGroup: true).ShouldBe(0);
        process.Signals.ShouldBe(["SIGTERM", "SIGKILL to its group"]);
    }

    void ILoopDescriptors.Watch(int descriptor, ReadinessEvents events, IReadinessTarget target) => _watches.Add($"{descriptor} {events}");

    void ILoopDescriptors.Change(int descriptor, ReadinessEvents events) => _watches.Add($"{descriptor} {events}");

    void ILoopDescriptors.Forget(int descriptor) => _watches.Add($"{descriptor} forgotten");

    private AdoptedProcess Adopt(ScriptedProcess process) =>
        new(_slot, process, new AdoptionParts(this, _timers, Clock, (slot, exit) => _ends.Add(exit)));
}
