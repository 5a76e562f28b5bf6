using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Tests.Surroundings;

namespace Supervisor.Configuration.Tests.Loading;

/// <summary>Which names mean what where, and how a mistake is told.</summary>
public class ExpansionTests
{
    [Fact]
    public void Several_processes_are_numbered()
    {
        var group = Fixture
            .Settings(
                """
                [program.worker]
                command = "work --port 80%(process_num)02d of %(numprocs)d"
                process_name = "%(program_name)s_%(process_num)02d"
                numprocs = "%(ENV_WORKERS)s"
                numprocs_start = 8
                directory = "/srv/%(process_num)d"
                stdout_logfile = "/var/log/%(group_name)s-%(process_num)x.log"
                environment = { N = "%(process_num)d", HOST = "%(host_node_name)s" }
                """
            )
            .Groups.Single();
        group.Processes.Select(process => process.DisplayName).ShouldBe(["worker:worker_08", "worker:worker_09", "worker:worker_10"]);
        group.Processes.Select(process => process.Number).ShouldBe([8, 9, 10]);
        var last = group.Processes[2];
        last.Command.Arguments.ShouldBe(["work", "--port", "8010", "of", "3"]);
        last.Directory.ShouldBe("/srv/10");
        last.Stdout.File.ShouldBe(new LogFileTarget.Path("/var/log/worker-a.log"));
        last.Environment["N"].ShouldBe("10");
        last.Environment["HOST"].ShouldBe("host1");
    }

    [Fact]
    public void Zero_processes_are_an_empty_group()
    {
        var group = Fixture.Settings("[program.web]\ncommand = 'x'\nnumprocs = 0\n").Groups.ShouldHaveSingleItem();
        group.Name.ShouldBe("web");
        group.Processes.ShouldBeEmpty();
    }

    [Fact]
    public void Zero_processes_are_checked_all_the_same() =>
        Fixture.ProgramError("numprocs = 0\nstdout_logfile = '/none/x'").Place.ShouldBe("supervisor.toml:4:18");

    [Fact]
    public void Environments_shadow_each_other_in_their_order()
    {
        var fixture = new Fixture();
        fixture.Variables["A"] = "start";
        fixture.Variables["B"] = "start";
        fixture.Variables["C"] = "start";
        fixture.Variables["D"] = "start";
        fixture.Files.Add("/conf/app.env", "C=file\nD=file\nE=file\n");
        var process = fixture
            .SettingsOf(
                """
                [supervisord]
                environment = { B = "%(ENV_B)s-daemon", C = "daemon", D = "daemon" }
                [program.web]
                command = "run %(ENV_A)s %(ENV_B)s %(ENV_C)s %(ENV_D)s %(ENV_E)s"
                environment_file = "app.env"
                environment = { D = "%(ENV_D)s-own", Z = 1, Y = true, X = 1.5 }
                """
            )
            .Groups[0]
            .Processes[0];
        process.Command.Text.ShouldBe("run start start-daemon file file-own file");
        process
            .Environment.Select(variable => $"{variable.Key}={variable.Value}")
            .ShouldBe(["B=start-daemon", "C=file", "D=file-own", "E=file", "X=1.5", "Y=true", "Z=1"]);
    }

    [Fact]
    public void A_percent_sign_in_an_inherited_variable_is_safe()
    {
        var fixture = new Fixture();
        fixture.Variables["P"] = "50% %(nope)s";
        fixture.SettingsOf("[program.web]\ncommand = ['%(ENV_P)s']\n").Groups[0].Processes[0].Command.Text.ShouldBe("50% %(nope)s");
    }

    [Theory]
    [InlineData(
        "directory = \"/a/%(hree)s\"",
        17,
        "%(hree)s",
        "contains names ('hree') which cannot be expanded. Available names: ENV_*, group_name, here, host_node_name, numprocs, process_num, program_name; did you mean 'here'?"
    )]
    [InlineData(
        "directory = \"/\\\"\\u00e9%(x)s\"",
        23,
        "%(x)s",
        "contains names ('x') which cannot be expanded. Available names: ENV_*, group_name, here, host_node_name, numprocs, process_num, program_name"
    )]
    [InlineData("directory = '/\\u%(x)s'", 17, "%(x)s", "contains names ('x')")]
    [InlineData("directory = '%(ENV_WORKER)s'", 14, "%(ENV_WORKER)s", "did you mean 'ENV_WORKERS'?")]
    [InlineData("directory = '100% sure'", 17, "%", "is badly formatted: a percent sign stands alone")]
    [InlineData(
        "priority = '%(process_num)d'",
        13,
        "%(process_num)d",
        "contains names ('process_num') which cannot be expanded. Available names: ENV_*, group_name, here, host_node_name, program_name"
    )]
    public void A_mistake_points_at_its_percent_sign(string line, int column, string marked, string message)
    {
        var error = Fixture.ProgramError(line);
        error.Message.ShouldContain(message);
        error.Message.ShouldStartWith("Format string '");
        error.Place.ShouldBe($"supervisor.toml:3:{column}");
        error.Span!.Value.Length.ShouldBe(marked.Length);
        error.SourceLine!.Substring(column - 1, marked.Length).ShouldBe(marked);
    }

    [Fact]
    public void A_mistake_in_a_long_string_points_at_the_value() =>
        Fixture.ProgramError("directory = \"\"\"\n/a%(x)s\"\"\"").Place.ShouldBe("supervisor.toml:3:13");
}
