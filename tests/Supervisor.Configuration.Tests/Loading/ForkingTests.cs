using Supervisor.Configuration.Comparison;
using Supervisor.Configuration.Reporting;
using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Table;
using Supervisor.Configuration.Tests.Surroundings;

namespace Supervisor.Configuration.Tests.Loading;

/// <summary>Programs that go into the background by themselves: type = "forking".</summary>
public sealed class ForkingTests
{
    [Fact]
    public void It_has_a_pid_file_or_none_and_a_minute_to_start()
    {
        Fixture.Program("").Forking.ShouldBeNull();
        Fixture.Program("type = 'oneshot'").Forking.ShouldBeNull();
        var bare = Fixture.Program("type = 'forking'");
        bare.Forking.ShouldBe(new ForkingSettings(null, TimeSpan.FromSeconds(60)));
        bare.Retry.Type.ShouldBe(StartType.Forking);
        bare.Retry.StartDuration.ShouldBe(TimeSpan.FromSeconds(1));
        Fixture
            .Program("type = 'forking'\npidfile = '/run/%(program_name)s.pid'\nstart_timeout = '5m'")
            .Forking.ShouldBe(new ForkingSettings("/run/web.pid", TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public void Each_of_several_processes_has_its_own_pid_file() =>
        Fixture
            .Settings(
                """
                [program.web]
                command = "x"
                type = "forking"
                numprocs = 2
                process_name = "w%(process_num)d"
                pidfile = "/run/w%(process_num)d.pid"
                """
            )
            .Groups.Single()
            .Processes.Select(process => process.Forking.ShouldNotBeNull().PidFile)
            .ShouldBe(["/run/w0.pid", "/run/w1.pid"]);

    [Theory]
    [InlineData("pidfile", "'/run/web.pid'")]
    [InlineData("start_timeout", "5")]
    public void The_keys_are_for_such_programs_alone(string key, string value)
    {
        var error = Fixture.ProgramError($"{key} = {value}");
        error.Message.ShouldBe($"'{key}' in [program.web] is for programs of type \"forking\" alone");
        error.Span.ShouldNotBeNull().Line.ShouldBe(3);
    }

    [Fact]
    public void An_event_listener_cannot_fork_itself() =>
        Fixture
            .Error("[eventlistener.e]\ncommand = 'cat'\nevents = 'TICK'\ntype = 'forking'\n")
            .Message.ShouldBe("type = \"forking\" in [eventlistener.e]: an event listener is the process that is started");

    [Theory]
    [InlineData("pidfile = '/run/b.pid'", ChangeNeeds.RestartProcess)]
    [InlineData("pidfile = '/run/a.pid'\nstart_timeout = 5", ChangeNeeds.Nothing)]
    public void Another_pid_file_needs_a_restart_and_another_time_does_not(string after, ChangeNeeds expected)
    {
        var before = Fixture.Program("type = 'forking'\npidfile = '/run/a.pid'");
        SettingsDifference.Compare(before, Fixture.Program($"type = 'forking'\n{after}")).Needs.ShouldBe(expected);
    }

    [Fact]
    public void The_report_of_a_check_says_how_the_main_process_is_found()
    {
        static string Report(string lines) => CheckReport.Render(Fixture.Settings($"[program.web]\ncommand = 'x'\n{lines}\n"));
        Report("type = 'forking'\npidfile = '/run/a.pid'")
            .ShouldContain("forks itself (/run/a.pid) within 60 s, counts as started after 1 s");
        Report("type = 'forking'").ShouldContain("forks itself (the one process that is left) within 60 s");
        Report("stop_scope = 'tree'").ShouldContain("; with everything that it has made");
    }
}
