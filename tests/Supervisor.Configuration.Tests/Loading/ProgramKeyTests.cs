using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Tests.Surroundings;
using Supervisor.Posix;

namespace Supervisor.Configuration.Tests.Loading;

/// <summary>Each key of a program, with good and bad values.</summary>
public class ProgramKeyTests
{
    [Theory]
    [InlineData("priority = 5", 5)]
    [InlineData("priority = -5", -5)]
    [InlineData("priority = '%(ENV_WORKERS)s'", 3)]
    [InlineData("priority = ' 1_000 '", 1000)]
    public void Priority(string line, int expected) => Fixture.Program(line).Priority.ShouldBe(expected);

    [Theory]
    [InlineData("autostart = false", false)]
    [InlineData("autostart = 'No'", false)]
    [InlineData("autostart = 'on'", true)]
    [InlineData("autostart = '1'", true)]
    public void Autostart(string line, bool expected) => Fixture.Program(line).Autostart.ShouldBe(expected);

    [Theory]
    [InlineData("autorestart = true", AutorestartPolicy.Always)]
    [InlineData("autorestart = false", AutorestartPolicy.Never)]
    [InlineData("autorestart = 'Unexpected'", AutorestartPolicy.Unexpected)]
    [InlineData("autorestart = 'yes'", AutorestartPolicy.Always)]
    public void Autorestart(string line, AutorestartPolicy expected) => Fixture.Program(line).Retry.Autorestart.ShouldBe(expected);

    [Theory]
    [InlineData("exitcodes = [0, 2]", new[] { 0, 2 })]
    [InlineData("exitcodes = []", new int[0])]
    [InlineData("exitcodes = 3", new[] { 3 })]
    [InlineData("exitcodes = '0,255'", new[] { 0, 255 })]
    [InlineData("exitcodes = ['%(ENV_WORKERS)s', 4]", new[] { 3, 4 })]
    public void Exit_codes(string line, int[] expected) => Fixture.Program(line).Retry.ExitCodes.ShouldBe(expected);

    [Theory]
    [InlineData("startsecs = 0", 0)]
    [InlineData("startsecs = 2.5", 2500)]
    [InlineData("startsecs = '500ms'", 500)]
    [InlineData("startsecs = '1.5s'", 1500)]
    [InlineData("startsecs = '2 m'", 120_000)]
    [InlineData("startsecs = '1h'", 3_600_000)]
    [InlineData("startsecs = '10'", 10_000)]
    [InlineData("startsecs = '%(ENV_WORKERS)s'", 3000)]
    public void Durations(string line, int milliseconds) =>
        Fixture.Program(line).Retry.StartDuration.ShouldBe(TimeSpan.FromMilliseconds(milliseconds));

    [Theory]
    [InlineData("startretries = 0", 0)]
    [InlineData("startretries = 7", 7)]
    [InlineData("startretries = -1", null)]
    [InlineData("startretries = 'infinite'", null)]
    [InlineData("startretries = '5'", 5)]
    public void Start_retries(string line, int? expected) => Fixture.Program(line).Retry.StartRetries.ShouldBe(expected);

    [Fact]
    public void Backoff_and_limits()
    {
        var retry = Fixture
            .Program(
                """
                backoff = "exponential"
                backoff_initial = "200ms"
                backoff_max = "1m"
                backoff_multiplier = 1.5
                backoff_jitter = 0.25
                backoff_reset_after = 300
                restart_delay = 0.5
                restart_limit = 5
                restart_window = "10m"
                """
            )
            .Retry;
        retry.Backoff.ShouldBe(BackoffKind.Exponential);
        retry.BackoffInitial.ShouldBe(TimeSpan.FromMilliseconds(200));
        retry.BackoffMaximum.ShouldBe(TimeSpan.FromMinutes(1));
        retry.BackoffMultiplier.ShouldBe(1.5);
        retry.BackoffJitter.ShouldBe(0.25);
        retry.BackoffResetAfter.ShouldBe(TimeSpan.FromMinutes(5));
        retry.RestartDelay.ShouldBe(TimeSpan.FromMilliseconds(500));
        retry.RestartLimit.ShouldBe(5);
        retry.RestartWindow.ShouldBe(TimeSpan.FromMinutes(10));
    }

    [Theory]
    [InlineData("stopsignal = 'SIGHUP'", 1)]
    [InlineData("stopsignal = 'quit'", 3)]
    [InlineData("stopsignal = 10", 10)]
    [InlineData("stopsignal = '12'", 12)]
    public void Stop_signal(string line, int expected) => Fixture.Program(line).Stop.Signal.ShouldBe(new SignalNumber(expected));

    [Fact]
    public void Stopasgroup_implies_killasgroup()
    {
        var stop = Fixture.Program("stopasgroup = true\nstopwaitsecs = 3").Stop;
        stop.ShouldBe(new StopSettings(SignalNumber.Terminate, TimeSpan.FromSeconds(3), true, true));
        Fixture.Program("killasgroup = true").Stop.AsGroup.ShouldBeFalse();
        Fixture
            .ProgramError("stopasgroup = true\nkillasgroup = false")
            .Message.ShouldBe("Cannot set stopasgroup=true and killasgroup=false in [program.web]");
    }

    [Theory]
    [InlineData("user = 'www'")]
    [InlineData("user = '33'")]
    [InlineData("user = 33")]
    public void User(string line) => Fixture.Program(line).User.ShouldBe(KnownUsers.Www);

    [Theory]
    [InlineData("umask = '022'", 18u)]
    [InlineData("umask = '7'", 7u)]
    [InlineData("umask = '0o27'", 23u)]
    public void Umask(string line, uint expected) => Fixture.Program(line).Umask.ShouldBe(expected);

    [Theory]
    [InlineData("directory = '/srv/app'", "/srv/app")]
    [InlineData("directory = 'app'", "/conf/app")]
    [InlineData("directory = '~/app'", "/root/app")]
    [InlineData("directory = '~www/app'", "/var/www/app")]
    [InlineData("directory = '%(here)s/x'", "/conf/x")]
    public void Directory(string line, string expected) => Fixture.Program(line).Directory.ShouldBe(expected);

    [Fact]
    public void Nice() => Fixture.Program("nice = -20").Nice.ShouldBe(-20);

    [Theory]
    [InlineData(-1000)]
    [InlineData(1000)]
    public void Out_of_memory_score(int score) => Fixture.Program($"oom_score_adj = {score}").OutOfMemoryScore.ShouldBe(score);

    [Fact]
    public void Resource_limits()
    {
        var limits = Fixture
            .Program(
                "rlimits = { nofile = 65536, core = 'unlimited', as = { soft = '1GB', hard = 'unlimited' }, memlock = '64MB', rttime = '%(ENV_WORKERS)s' }"
            )
            .ResourceLimits;
        limits.ShouldBe([
            new ResourceLimit(ResourceKind.Core, ResourceLimit.Unlimited, ResourceLimit.Unlimited),
            new ResourceLimit(ResourceKind.OpenFiles, 65536, 65536),
            new ResourceLimit(ResourceKind.LockedMemory, 64 << 20, 64 << 20),
            new ResourceLimit(ResourceKind.AddressSpace, 1 << 30, ResourceLimit.Unlimited),
            new ResourceLimit(ResourceKind.RealtimeTime, 3, 3),
        ]);
    }

    [Fact]
    public void Command_as_an_array_is_taken_as_it_is()
    {
        var command = Fixture.Settings("[program.web]\ncommand = ['a b', '', '%(program_name)s']").Groups[0].Processes[0].Command;
        command.Arguments.ShouldBe(["a b", "", "web"]);
        command.Text.ShouldBe("a b  web");
        command.Mistake.ShouldBeNull();
    }

    [Theory]
    [InlineData("command = \"echo 'x\"", "No closing quotation", "can't parse command 'echo 'x': No closing quotation")]
    [InlineData("command = 'echo \\'", "No escaped character", "can't parse command 'echo \\': No escaped character")]
    [InlineData("command = '  '", "", "command is empty")]
    [InlineData("command = []", "", "command is empty")]
    public void A_command_that_cannot_be_split_is_loaded_with_a_warning(string line, string mistake, string warning)
    {
        var result = Fixture.Load($"[program.web]\n{line}\n");
        var command = result.Settings.ShouldNotBeNull().Groups[0].Processes[0].Command;
        command.Mistake.ShouldBe(mistake);
        command.Arguments.ShouldBeEmpty();
        var diagnostic = result.Warnings.ShouldHaveSingleItem();
        diagnostic.Message.ShouldBe($"'command' in [program.web]: {warning}; it will not start");
        diagnostic.Place.ShouldBe("supervisor.toml:2:11");
    }

    [Theory]
    [InlineData("priority = 'x'", 12, "'priority' in [program.web]: not an integer: 'x'")]
    [InlineData("priority = 1.5", 12, "'priority' in [program.web] must be an integer, not a float")]
    [InlineData("priority = 3000000000", 12, "'priority' in [program.web]: 3000000000 is not an integer")]
    [InlineData("autostart = 'maybe'", 13, "'autostart' in [program.web]: not a valid boolean value: 'maybe'")]
    [InlineData("autostart = 1", 13, "'autostart' in [program.web] must be true or false, not an integer")]
    [InlineData(
        "autorestart = 'sometimes'",
        15,
        "'autorestart' in [program.web]: invalid 'autorestart' value 'sometimes'; use true, false or \"unexpected\""
    )]
    [InlineData("exitcodes = [0, 300]", 17, "'exitcodes' in [program.web]: not a valid list of exit codes: '300'")]
    [InlineData("exitcodes = 'a'", 13, "'exitcodes' in [program.web]: not a valid list of exit codes: 'a'")]
    [InlineData("startsecs = -1", 13, "'startsecs' in [program.web]: a duration cannot be negative")]
    [InlineData(
        "startsecs = '1 week'",
        13,
        "'startsecs' in [program.web]: not a valid duration: '1 week'; write seconds, or \"500ms\", \"1.5s\", \"2m\", \"1h\""
    )]
    [InlineData("startsecs = nan", 13, "'startsecs' in [program.web]: not a number of seconds")]
    [InlineData("startsecs = inf", 13, "'startsecs' in [program.web]: a duration of more than a hundred years")]
    [InlineData("startretries = -2", 16, "'startretries' in [program.web]: -2 is not an integer of at least 0, or -1 for \"infinite\"")]
    [InlineData("startretries = 'often'", 16, "'startretries' in [program.web]: neither an integer nor \"infinite\": 'often'")]
    [InlineData("backoff = 'exponentail'", 11, "'backoff' in [program.web]: 'exponentail' is not known; did you mean 'exponential'?")]
    [InlineData("backoff_jitter = 1.5", 18, "'backoff_jitter' in [program.web]: 1.5 is not between 0 and 1")]
    [InlineData("backoff_multiplier = 0.5", 22, "'backoff_multiplier' in [program.web]: 0.5 is less than 1, or no number")]
    [InlineData("backoff_max = 0.5", 15, "'backoff_max' in [program.web] is shorter than backoff_initial, which is 1 s")]
    [InlineData("restart_window = 0", 18, "'restart_window' in [program.web]: must be longer than 0")]
    [InlineData("restart_limit = -1", 17, "'restart_limit' in [program.web]: -1 is not an integer of at least 0")]
    [InlineData("stopsignal = 'TREM'", 14, "'stopsignal' in [program.web]: value 'TREM' is not a valid signal name; did you mean 'TERM'?")]
    [InlineData("stopsignal = 99", 14, "'stopsignal' in [program.web]: value '99' is not a valid signal number")]
    [InlineData("user = 'nobody-here'", 8, "'user' in [program.web]: Invalid user name nobody-here")]
    [InlineData("user = 9", 8, "'user' in [program.web]: Invalid user id 9")]
    [InlineData("umask = 22", 9, "'umask' in [program.web]: must be an octal number in quotes, such as \"022\"")]
    [InlineData("umask = '9'", 9, "'umask' in [program.web]: 9 can not be converted to an octal type")]
    [InlineData("oom_score_adj = -1001", 17, "'oom_score_adj' in [program.web]: -1001 is not an integer from -1000 to 1000")]
    [InlineData("nice = 20", 8, "'nice' in [program.web]: 20 is not an integer from -20 to 19")]
    [InlineData("numprocs = -1", 12, "'numprocs' in [program.web]: -1 is not an integer from 0 to 100000")]
    [InlineData("numprocs = 2", 12, "%(process_num) must be present within process_name when numprocs > 1, in [program.web]")]
    [InlineData("process_name = 'a b'", 16, "Invalid name: 'a b' because of character: ' ' in [program.web] process_name")]
    [InlineData(
        "stdout_logfile_maxbytes = '5 apples'",
        27,
        "'stdout_logfile_maxbytes' in [program.web]: not a valid size: '5 apples'; write 1048576, \"512KB\", \"50MB\" or \"1GB\""
    )]
    [InlineData("stdout_logfile_maxbytes = -1", 27, "'stdout_logfile_maxbytes' in [program.web]: a size cannot be negative")]
    [InlineData(
        "stdout_logfile = '/no/such/x.log'",
        18,
        "'stdout_logfile' in [program.web]: The directory named as part of the path /no/such/x.log does not exist: /no/such"
    )]
    [InlineData("stderr_logfile = '/var/log'", 18, "'stderr_logfile' in [program.web]: /var/log is a directory, not a file")]
    [InlineData("log_format = 'xml'", 14, "'log_format' in [program.web]: 'xml' is not known; known values: json, raw, time")]
    [InlineData(
        "environment = 'A=\"b\"'",
        15,
        "'environment' in [program.web]: must be a table, not a string: write { NAME = \"value\", OTHER = \"value\" }"
    )]
    [InlineData(
        "environment = { A = [1] }",
        21,
        "'environment' in [program.web] must be a table of strings, and 'A' in it a string, number or boolean, not an array"
    )]
    [InlineData("environment = { 'A=B' = '1' }", 17, "'environment' in [program.web]: 'A=B' cannot be the name of an environment variable")]
    [InlineData("rlimits = { nofiles = 1 }", 13, "'rlimits' in [program.web]: unknown resource 'nofiles'; did you mean 'nofile'?")]
    [InlineData(
        "rlimits = { nofile = '1MB' }",
        22,
        "'rlimits' in [program.web]: 'nofile' must be a number that is not negative, or \"unlimited\", not '1MB'"
    )]
    [InlineData(
        "rlimits = { core = { soft = 2, hard = 1 } }",
        29,
        "'rlimits' in [program.web]: the soft limit of 'core' is above its hard limit"
    )]
    [InlineData(
        "rlimits = { core = { soft = 2 } }",
        13,
        "'rlimits' in [program.web]: 'core' needs both soft and hard: write { soft = 1024, hard = 4096 }"
    )]
    [InlineData(
        "environment_file = 'missing.env'",
        20,
        "could not read environment file missing.env: Could not find file '/conf/missing.env'."
    )]
    [InlineData("comand = 'x'", 1, "unknown key 'comand' in [program.web]; did you mean 'command'?")]
    [InlineData("directory = \"a\\u0000b\"", 13, "'directory' in [program.web]: the text contains a NUL character")]
    public void Bad_values_are_told_with_their_place(string line, int column, string message)
    {
        var error = Fixture.ProgramError(line);
        error.Message.ShouldBe(message);
        error.Place.ShouldBe($"supervisor.toml:3:{column}");
        error.SourceLine.ShouldBe(line);
    }

    [Fact]
    public void A_program_without_a_command_is_told_at_its_name()
    {
        var error = Fixture.Error("[program.web]\nautostart = true\n");
        error.Message.ShouldBe("program section program.web does not specify a command");
        error.Place.ShouldBe("supervisor.toml:1:10");
    }

    [Fact]
    public void An_unknown_key_that_is_near_to_none_lists_the_known_ones() =>
        Fixture
            .ProgramError("zzzzzzzzz = 1")
            .Message.ShouldStartWith("unknown key 'zzzzzzzzz' in [program.web]; known keys: autorestart, autostart, ");
}
