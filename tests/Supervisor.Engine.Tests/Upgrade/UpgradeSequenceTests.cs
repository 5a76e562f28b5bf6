using System.Text;
using Supervisor.Engine.Tests.Control;
using Supervisor.Engine.Upgrade;
using Supervisor.Posix;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;
using static Supervisor.Engine.Tests.Control.TextConfiguration;

namespace Supervisor.Engine.Tests.Upgrade;

/// <summary>When the daemon goes over to another executable, and when it does not.</summary>
public sealed class UpgradeSequenceTests : IDisposable
{
    /// <summary>Nobody else can write it, so that it is tried.</summary>
    private const string Binary = "/bin/true";

    private static readonly ChildSpecification Specification = new() { Arguments = ["supervisord"], Environment = [] };

    private readonly ControlScene _scene = new(
        Program("web", "autostart = false", "startsecs = 3"),
        trial: new TrialCommand(Binary, Specification)
    );

    private Descriptor? _answers;

    public UpgradeSequenceTests() =>
        _scene.Spawners.PassedOn = request => FileDescriptor.Duplicate(request.Passed[0], out _answers).ShouldBe(0);

    public void Dispose()
    {
        _answers?.Dispose();
        _scene.Dispose();
    }

    [Fact]
    public void It_is_due_when_the_trial_has_succeeded()
    {
        var upgrade = Ask();
        _scene.Engine.DueUpgrade.ShouldBeNull();
        upgrade.IsAnswered.ShouldBeFalse();
        EndTrial();
        upgrade.Reply.ShouldBe(Reply.Done.Instance);
        _scene.Engine.DueUpgrade.ShouldBe(Binary);
    }

    [Fact]
    public void A_call_that_only_waits_does_not_hold_it_up()
    {
        _scene.Start("web").IsAnswered.ShouldBeFalse();
        Ask();
        EndTrial();
        _scene.Engine.DueUpgrade.ShouldBe(Binary);
    }

    [Fact]
    public void What_cannot_go_over_is_waited_for()
    {
        _scene.HoldsLoads = true;
        var read = _scene.Ask(new Request.ReadConfiguration());
        Ask();
        EndTrial();
        _scene.Engine.DueUpgrade.ShouldBeNull();
        _scene.HoldsLoads = false;
        _scene.Settle();
        read.Reply.ShouldBeOfType<Reply.GroupsCompared>();
        _scene.Engine.DueUpgrade.ShouldBe(Binary);
    }

    [Fact]
    public void What_takes_too_long_is_refused_after_two_seconds()
    {
        _scene.HoldsLoads = true;
        var read = _scene.Ask(new Request.ReadConfiguration());
        Ask();
        EndTrial();
        _scene.Pass(TimeSpan.FromSeconds(1.9));
        read.IsAnswered.ShouldBeFalse();
        _scene.Pass(TimeSpan.FromSeconds(0.1));
        read.Refusal.ShouldStartWith("Failed supervisord goes over to another executable");
        _scene.Engine.DueUpgrade.ShouldBe(Binary);
    }

    [Fact]
    public void A_start_that_hangs_lets_the_present_one_go_on()
    {
        _scene.Spawners.Hanging.Add("web");
        var start = _scene.Start("web");
        var upgrade = Ask();
        EndTrial();
        _scene.Pass(TimeSpan.FromSeconds(4.9));
        upgrade.IsAnswered.ShouldBeFalse();
        _scene.Pass(TimeSpan.FromSeconds(0.1));
        upgrade.Refusal.ShouldContain("has been hanging for 5 s");
        _scene.Engine.DueUpgrade.ShouldBeNull();
        _scene.Spawners.Hanging.Clear();
        _scene.Pass(TimeSpan.FromSeconds(3));
        start.Outcome.ShouldBe("web Success");
    }

    [Fact]
    public void A_start_that_is_asked_for_meanwhile_follows_when_it_is_given_up()
    {
        _scene.HoldsLoads = true;
        _scene.Ask(new Request.ReadConfiguration());
        Ask();
        EndTrial();
        var start = _scene.Start("web");
        _scene.Spawners.Spawned.ShouldNotContain("web");
        _scene.Send(SignalNumber.Terminate);
        _scene.Engine.DueUpgrade.ShouldBeNull("the end comes first");
        _scene.Pass(TimeSpan.FromSeconds(1));
        start.IsAnswered.ShouldBeTrue();
        _scene.Engine.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void Without_a_keeper_nothing_is_tried()
    {
        _scene.Engine.Lost();
        Ask().Refusal.ShouldContain("the keeper is gone");
        _scene.Engine.Attached(1);
        Ask().IsAnswered.ShouldBeFalse();
    }

    [Fact]
    public void One_that_fails_in_its_trial_says_why()
    {
        var upgrade = Ask();
        EndTrial("it cannot read the state", 1);
        upgrade.Refusal.ShouldBe("Failed it cannot read the state");
        _scene.Engine.DueUpgrade.ShouldBeNull();
    }

    [Fact]
    public void One_that_hangs_in_its_trial_is_killed()
    {
        var upgrade = Ask();
        _scene.Pass(TimeSpan.FromSeconds(15));
        upgrade.Refusal.ShouldContain("was not through with its trial after 15 s");
        _scene.Kernel.Signals.ShouldBe(["SIGKILL upgrade"]);
    }

    private Question Ask() => _scene.Ask(new Request.Upgrade(""));

    private void EndTrial(string text = "supervisord 9", int status = 0)
    {
        var request = _scene.Spawners.Requests["upgrade"];
        FileDescriptor.Write(_answers.ShouldNotBeNull().Number, Encoding.UTF8.GetBytes(text)).IsSuccess.ShouldBeTrue();
        _scene.Kernel.End(request.Published.Value, status, null);
        _scene.Settle();
    }
}
