using Supervisor.Engine.Keeping;
using Supervisor.Engine.Loop;
using Supervisor.Engine.Recovery;
using Supervisor.Engine.Tests.Control;
using Supervisor.Engine.Tests.Journal;
using Supervisor.Engine.Time;
using Supervisor.Posix;
using static Supervisor.Engine.Tests.Control.TextConfiguration;

namespace Supervisor.Engine.Tests.Recovery;

/// <summary>The keeper tells of the end of a child of it, by its pid.</summary>
public sealed class KeeperNoticeTests : IKeeper, IDisposable
{
    private readonly List<int> _reaped = [];
    private readonly LoopDescriptors _descriptors = new();
    private readonly ControlScene _scene;

    public KeeperNoticeTests() => _scene = new ControlScene(Program("web"), recovery: new RecoveryParts(new RecordedJournal(), this));

    [Fact]
    public void It_is_that_of_the_program_that_was_adopted_with_this_pid()
    {
        var pid = Adopt(new ScriptedProcess());
        _scene.Engine.Ended(new ChildExit(pid, 3, null, false));
        _scene.Describe("web").ExitStatus.ShouldBe(3);
        _reaped.ShouldBe([pid]);
    }

    [Fact]
    public void It_is_not_that_of_one_that_others_have_reaped_and_whose_pid_another_process_has_by_now()
    {
        var pid = Adopt(new ScriptedProcess { IsGone = true });
        _scene.Engine.Ended(new ChildExit(pid, 3, null, false));
        _scene.StateOf("web").ShouldBe(ProcessState.Running);
        _reaped.ShouldBe([pid]);
    }

    public void Dispose()
    {
        _scene.Dispose();
        _descriptors.Dispose();
    }

    bool IKeeper.InheritsChildren => true;

    bool IKeeper.HasLostMasters => true;

    void IKeeper.Hold(int key, int descriptor) { }

    void IKeeper.Drop(int key) { }

    void IKeeper.Flush() { }

    void IKeeper.Reap(int processId) => _reaped.Add(processId);

    /// <returns>Its pid.</returns>
    private int Adopt(ScriptedProcess process)
    {
        var slot = _scene.Slot("web");
        var parts = new AdoptionParts(_descriptors, new TimerQueue(), new MonotonicClock(new ManualClock()), (_, _) => { });
        slot.Adopted = new AdoptedProcess(slot, process, parts);
        return slot.Status.ProcessId;
    }
}
