using Supervisor.Configuration.Comparison;
using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Table;
using Supervisor.Configuration.Tests.Surroundings;

namespace Supervisor.Configuration.Tests.Comparison;

public class SettingsDifferenceTests
{
    [Theory]
    [InlineData("autostart = false", "autostart", ChangeNeeds.Nothing)]
    [InlineData("autorestart = true", "autorestart", ChangeNeeds.Nothing)]
    [InlineData("exitcodes = [0, 1]", "exitcodes", ChangeNeeds.Nothing)]
    [InlineData("startsecs = 5", "startsecs", ChangeNeeds.Nothing)]
    [InlineData("startretries = 'infinite'", "startretries", ChangeNeeds.Nothing)]
    [InlineData("backoff = 'constant'", "backoff", ChangeNeeds.Nothing)]
    [InlineData("backoff_initial = 2", "backoff_initial", ChangeNeeds.Nothing)]
    [InlineData("backoff_max = 9", "backoff_max", ChangeNeeds.Nothing)]
    [InlineData("backoff_multiplier = 3", "backoff_multiplier", ChangeNeeds.Nothing)]
    [InlineData("backoff_jitter = 0.5", "backoff_jitter", ChangeNeeds.Nothing)]
    [InlineData("backoff_reset_after = 9", "backoff_reset_after", ChangeNeeds.Nothing)]
    [InlineData("restart_delay = 9", "restart_delay", ChangeNeeds.Nothing)]
    [InlineData("restart_limit = 9", "restart_limit", ChangeNeeds.Nothing)]
    [InlineData("restart_window = 9", "restart_window", ChangeNeeds.Nothing)]
    [InlineData("stopsignal = 'INT'", "stopsignal", ChangeNeeds.Nothing)]
    [InlineData("stopwaitsecs = 1", "stopwaitsecs", ChangeNeeds.Nothing)]
    [InlineData("killasgroup = true", "killasgroup", ChangeNeeds.Nothing)]
    [InlineData("stopasgroup = true", "stopasgroup killasgroup", ChangeNeeds.Nothing)]
    [InlineData("stdout_logfile = '/var/log/x'", "stdout_logfile", ChangeNeeds.LogReopen)]
    [InlineData("stdout_logfile_maxbytes = 1", "stdout_logfile_maxbytes", ChangeNeeds.LogReopen)]
    [InlineData("stderr_logfile_backups = 1", "stderr_logfile_backups", ChangeNeeds.LogReopen)]
    [InlineData("stdout_capture_maxbytes = 1", "stdout_capture_maxbytes", ChangeNeeds.LogReopen)]
    [InlineData("stdout_events_enabled = true", "stdout_events_enabled", ChangeNeeds.LogReopen)]
    [InlineData("stderr_syslog = true", "stderr_syslog", ChangeNeeds.LogReopen)]
    [InlineData("log_format = 'json'", "stdout_log_format stderr_log_format", ChangeNeeds.LogReopen)]
    [InlineData("user = 'www'", "user", ChangeNeeds.RestartProcess)]
    [InlineData("directory = '/x'", "directory", ChangeNeeds.RestartProcess)]
    [InlineData("umask = '077'", "umask", ChangeNeeds.RestartProcess)]
    [InlineData("nice = 1", "nice", ChangeNeeds.RestartProcess)]
    [InlineData("oom_score_adj = 1", "oom_score_adj", ChangeNeeds.RestartProcess)]
    [InlineData("rlimits = { core = 0 }", "rlimits", ChangeNeeds.RestartProcess)]
    [InlineData("environment = { A = '1' }", "environment", ChangeNeeds.RestartProcess)]
    [InlineData("serverurl = 'http://x'", "serverurl", ChangeNeeds.RestartProcess)]
    [InlineData("redirect_stderr = true", "redirect_stderr", ChangeNeeds.RestartProcess)]
    [InlineData("stdout_logfile = 'NONE'", "stdout_logfile", ChangeNeeds.RestartProcess)]
    [InlineData("stderr_logfile = 'NONE'", "stderr_logfile", ChangeNeeds.RestartProcess)]
    [InlineData("stderr_logfile = 'NONE'\nstderr_syslog = true", "stderr_logfile stderr_syslog", ChangeNeeds.LogReopen)]
    [InlineData("startsecs = 9\nnice = 1\nstdout_logfile_backups = 1", "startsecs nice stdout_logfile_backups", ChangeNeeds.RestartProcess)]
    public void A_changed_key_needs_what_the_table_says(string lines, string keys, ChangeNeeds needs)
    {
        var before = Fixture.Settings("[program.web]\ncommand = 'x'\n");
        var after = Fixture.Settings("[program.web]\ncommand = 'x'\n" + lines + "\n");
        foreach (
            var difference in (SettingsDifference[])[SettingsDifference.Between(before, after), SettingsDifference.Between(after, before)]
        )
        {
            var process = difference.Processes.ShouldHaveSingleItem();
            process.Kind.ShouldBe(ChangeKind.Changed);
            string.Join(' ', process.ChangedKeys).ShouldBe(keys);
            process.Needs.ShouldBe(needs);
            difference.Groups.ShouldHaveSingleItem().Kind.ShouldBe(ChangeKind.Unchanged);
            difference.Daemon.IsEmpty.ShouldBeTrue();
        }
    }

    [Fact]
    public void A_changed_command_is_a_restart_with_a_reason()
    {
        var process = Between("[program.web]\ncommand = 'x'\n", "[program.web]\ncommand = 'y'\nenvironment = { A = '1' }\n")
            .Processes.Single();
        process.Needs.ShouldBe(ChangeNeeds.RestartProcess);
        process.Reason.ShouldBe("command, environment changed");
        process.Process.Command.Text.ShouldBe("y");
        process.Old!.Command.Text.ShouldBe("x");
    }

    [Fact]
    public void More_processes_touch_only_the_difference()
    {
        const string program = "[program.web]\ncommand = 'x %(process_num)d'\nprocess_name = 'p%(process_num)d'\nnumprocs = ";
        Kinds(Between(program + "2", program + "3")).ShouldBe("web:p0 Unchanged, web:p1 Unchanged, web:p2 Added");
        Kinds(Between(program + "3", program + "2")).ShouldBe("web:p0 Unchanged, web:p1 Unchanged, web:p2 Removed");
    }

    [Fact]
    public void A_program_moved_into_a_group_is_another_process()
    {
        var difference = Between("[program.web]\ncommand = 'x'\n", "[program.web]\ncommand = 'x'\n[group.g]\nprograms = ['web']\n");
        Kinds(difference).ShouldBe("g:web Added, web Removed");
        difference.Groups.Select(group => $"{group.Group.Name} {group.Kind}").ShouldBe(["g Added", "web Removed"]);
    }

    [Fact]
    public void A_groups_priority_and_order_are_told()
    {
        const string programs = "[program.a]\ncommand = 'x'\n[program.b]\ncommand = 'x'\n[group.g]\n";
        var group = Between(programs + "programs = ['a', 'b']", programs + "programs = ['b', 'a']\npriority = 5")
            .Groups.ShouldHaveSingleItem();
        group.Kind.ShouldBe(ChangeKind.Changed);
        group.ChangedKeys.ShouldBe(["priority", "programs"]);
    }

    [Fact]
    public void A_priority_changes_process_and_group()
    {
        var difference = Between("[program.a]\ncommand = 'x'\n", "[program.a]\ncommand = 'x'\npriority = 5\n");
        difference.Groups.Single().ChangedKeys.ShouldBe(["priority"]);
        difference.Processes.Single().Needs.ShouldBe(ChangeNeeds.Nothing);
    }

    [Fact]
    public void Events_of_a_listener_change_without_a_restart()
    {
        const string listener = "[eventlistener.e]\ncommand = 'x'\nevents = ";
        var difference = Between(listener + "['TICK_5']", listener + "['TICK_60']\nbuffer_size = 3\nstdout_logfile = 'NONE'");
        difference.Groups.Single().ChangedKeys.ShouldBe(["events", "buffer_size"]);
        difference.Processes.Single().Needs.ShouldBe(ChangeNeeds.LogReopen);
    }

    [Fact]
    public void Another_kind_of_program_is_another_process_image()
    {
        var process = Between("[program.e]\ncommand = 'x'\n", "[eventlistener.e]\ncommand = 'x'\nevents = 'EVENT'\n").Processes.Single();
        process.ChangedKeys.ShouldBe(["kind of program"]);
        process.Needs.ShouldBe(ChangeNeeds.RestartProcess);
    }

    [Fact]
    public void A_socket_is_compared()
    {
        const string program = "[fcgi-program.f]\ncommand = 'x'\nsocket = ";
        var process = Between(program + "'tcp://localhost:1'", program + "'unix:///run/x'").Processes.Single();
        process.ChangedKeys.ShouldBe(["socket", "socket_mode"]);
        process.Needs.ShouldBe(ChangeNeeds.RestartProcess);
    }

    [Theory]
    [InlineData("loglevel = 'debug'", "loglevel", "")]
    [InlineData("logfile = '/var/log/x'", "logfile", "")]
    [InlineData("logfile_maxbytes = 1\nlogfile_backups = 1\nsilent = true", "logfile_maxbytes logfile_backups silent", "")]
    [InlineData("identifier = 'x'", "identifier", "")]
    [InlineData("environment = { A = '1' }", "environment", "")]
    [InlineData("pidfile = '/run/x.pid'", "", "pidfile")]
    [InlineData("recovery = false\nstate_directory = '/var/state'", "", "recovery state_directory")]
    [InlineData("state_directory = '/conf/supervisord.state'", "", "")]
    [InlineData("user = 'www'", "", "user")]
    [InlineData("umask = '077'", "", "umask")]
    [InlineData("directory = '/var'", "", "directory")]
    [InlineData("minfds = 9\nminprocs = 9", "", "minfds minprocs")]
    [InlineData("nodaemon = true\nnochdir = true\nnoclose = true", "", "nodaemon nochdir noclose")]
    public void Keys_of_the_daemon_are_live_or_need_its_restart(string lines, string live, string restart)
    {
        var daemon = Between("", "[supervisord]\n" + lines).Daemon;
        string.Join(' ', daemon.Live).ShouldBe(live);
        string.Join(' ', daemon.NeedRestart).ShouldBe(restart);
    }

    [Fact]
    public void Other_tables_are_told()
    {
        Between("", "[syslog]\ntag = 'x'").Daemon.SyslogChanged.ShouldBeTrue();
        Between("", "[gateway]\nmode = 'always'").Daemon.GatewayChanged.ShouldBeTrue();
        Between("", "[inet_http_server]\nport = 1").Daemon.ServersChanged.ShouldBeTrue();
        const string all =
            "[gateway]\nuser = 'www'\n[inet_http_server]\nport = 1\n[syslog]\naddress = 'logs.example'\n[supervisord]\nuser = 'www'\n";
        Between(all, all).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void What_the_daemon_gives_to_all_programs_reaches_each_of_them()
    {
        const string program = "[program.a]\ncommand = 'x'\n";
        Between(program, program + "[supervisord]\nenvironment = { A = '1' }").Processes[0].Needs.ShouldBe(ChangeNeeds.RestartProcess);
        Between(program, program + "[supervisord]\nstrip_ansi = true").Processes[0].Needs.ShouldBe(ChangeNeeds.LogReopen);
        Between(program, program + "[supervisord]\nchildlogdir = '/var/log'")
            .Processes[0]
            .ChangedKeys.ShouldBe(["stdout_logfile", "stderr_logfile"]);
        Between(program, program + "[unix_http_server]\nfile = '/run/s'").Processes[0].ChangedKeys.ShouldBe(["serverurl"]);
    }

    private static SettingsDifference Between(string before, string after) =>
        SettingsDifference.Between(Fixture.Settings(before), Fixture.Settings(after));

    private static string Kinds(SettingsDifference difference) =>
        string.Join(", ", difference.Processes.Select(process => $"{process.Process.DisplayName} {process.Kind}"));
}
