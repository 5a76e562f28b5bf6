using Supervisor.Configuration.Comparison;
using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Reporting;
using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Table;
using Supervisor.Configuration.Tests.Surroundings;

namespace Supervisor.Configuration.Tests.Loading;

/// <summary>Programs that run once: type = "oneshot".</summary>
public class OneshotTests
{
    [Theory]
    [InlineData("", StartType.Simple)]
    [InlineData("type = 'simple'", StartType.Simple)]
    [InlineData("type = 'oneshot'", StartType.Oneshot)]
    [InlineData("type = 'Oneshot'", StartType.Oneshot)]
    public void Type(string line, StartType expected) => Fixture.Program(line).Retry.Type.ShouldBe(expected);

    [Fact]
    public void An_unknown_type_is_refused_with_those_there_are() =>
        Fixture.ProgramError("type = 'once'").Message.ShouldContain("known values: ");

    [Fact]
    public void It_counts_as_started_at_once_unless_startsecs_are_set()
    {
        Fixture.Program("type = 'oneshot'").Retry.StartDuration.ShouldBe(TimeSpan.Zero);
        Fixture.Program("type = 'oneshot'\nstartsecs = 5").Retry.StartDuration.ShouldBe(TimeSpan.FromSeconds(5));
        Fixture.Program("").Retry.StartDuration.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("", AutorestartPolicy.Unexpected)]
    [InlineData("autorestart = 'unexpected'", AutorestartPolicy.Unexpected)]
    [InlineData("autorestart = false", AutorestartPolicy.Never)]
    public void It_is_tried_again_or_not(string line, AutorestartPolicy expected) =>
        Fixture.Program($"type = 'oneshot'\n{line}").Retry.Autorestart.ShouldBe(expected);

    [Fact]
    public void It_cannot_be_restarted_always()
    {
        var error = Fixture.ProgramError("type = 'oneshot'\nautorestart = true");
        error.Message.ShouldBe(
            "autorestart = true in [program.web] would run a program of type \"oneshot\" for ever; leave it out to try a failed run again, "
                + "or write false"
        );
        error.Span.ShouldNotBeNull().Line.ShouldBe(4);
    }

    [Fact]
    public void An_event_listener_has_to_stay_up()
    {
        Fixture
            .Error("[eventlistener.e]\ncommand = 'cat'\nevents = 'TICK'\ntype = 'oneshot'\n")
            .Message.ShouldBe("type = \"oneshot\" in [eventlistener.e]: an event listener has to stay up");
        Fixture.Load("[fcgi-program.f]\ncommand = 'cat'\nsocket = 'tcp://localhost:1'\ntype = 'oneshot'\n").Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("restart_delay", "2")]
    [InlineData("restart_limit", "2")]
    [InlineData("restart_window", "2")]
    public void What_counts_restarts_has_no_effect_and_that_is_said(string key, string value)
    {
        var text = $"[program.web]\ncommand = 'sleep 1'\n{key} = {value}\n";
        Fixture.Load(text).Diagnostics.ShouldBeEmpty();
        var warning = Fixture.Load(text + "type = 'oneshot'\n").Diagnostics.ShouldHaveSingleItem();
        warning.Severity.ShouldBe(DiagnosticSeverity.Warning);
        warning.Message.ShouldBe(
            $"{key} in [program.web] has no effect with type = \"oneshot\": a failed run is tried again as backoff says"
        );
    }

    [Fact]
    public void Another_type_is_another_process()
    {
        var difference = SettingsDifference.Compare(Fixture.Program("startsecs = 0"), Fixture.Program("type = 'oneshot'"));
        difference.Reason.ShouldBe("type changed");
        difference.Needs.ShouldBe(ChangeNeeds.RestartProcess);
    }

    [Theory]
    [InlineData("", "when a run fails; a failed run: 3 retries, linear waits from 1 s")]
    [InlineData("autorestart = false", "never after a run; a failed run: 3 retries, linear waits from 1 s")]
    public void The_report_says_what_it_does(string line, string restarts)
    {
        var report = CheckReport.Render(
            Fixture.Settings($"[program.a]\ncommand = 'x'\ntype = 'oneshot'\nexitcodes = [0, 2]\nrestart_limit = 3\n{line}\n")
        );
        report.ShouldContain("    starts     with the daemon, runs once and is done when it exits with 0, 2, priority 999\n");
        report.ShouldContain($"    restarts   {restarts}\n");
    }
}
