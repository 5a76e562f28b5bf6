using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Tests.Surroundings;

namespace Supervisor.Configuration.Tests.Loading;

/// <summary>Where the streams of a process go.</summary>
public class OutputTests
{
    [Theory]
    [InlineData("/var/log/web.log", "/var/log/web.log")]
    [InlineData("web.log", "/conf/web.log")]
    [InlineData("~root.log", "/conf/~root.log")]
    [InlineData("~/x.log", "/root/x.log")]
    [InlineData("/dev/stdout", "/dev/stdout")]
    [InlineData("/var/log/%(program_name)s.log", "/var/log/web.log")]
    [InlineData("/var/log/a%%b.log", "/var/log/a%b.log")]
    [InlineData("/var/log/a%%%%b.log", "/var/log/a%b.log")]
    public void A_path_is_made_absolute(string written, string expected)
    {
        var fixture = new Fixture();
        fixture.Files.AddDirectory("/root").AddDirectory("/dev");
        fixture
            .SettingsOf($"[program.web]\ncommand = 'x'\nstdout_logfile = '{written}'\n")
            .Groups[0]
            .Processes[0]
            .Stdout.File.ShouldBe(new LogFileTarget.Path(expected));
    }

    [Theory]
    [InlineData("NONE")]
    [InlineData("off")]
    public void No_file_is_discarded(string word)
    {
        var stdout = Fixture.Program($"stdout_logfile = '{word}'").Stdout;
        stdout.File.ShouldBeNull();
        stdout.IsDiscarded.ShouldBeTrue();
    }

    [Fact]
    public void Every_key_of_a_stream_is_read()
    {
        var process = Fixture.Program(
            """
            stderr_logfile = "/var/log/e.log"
            stderr_logfile_maxbytes = "1 KB"
            stderr_logfile_backups = 0
            stderr_capture_maxbytes = "2kb"
            stderr_events_enabled = true
            stderr_syslog = true
            log_format = "json"
            stderr_log_format = "time"
            """
        );
        process.Stderr.ShouldBe(
            new OutputSettings(new LogFileTarget.Path("/var/log/e.log"), 1024, 0, true, 2048, true, false, LogFormat.Time)
        );
        process.Stdout.Format.ShouldBe(LogFormat.Json);
    }

    [Fact]
    public void The_word_syslog_still_works_with_a_warning()
    {
        var result = Fixture.Load("[program.web]\ncommand = 'x'\nstdout_logfile = 'syslog'\n");
        var stdout = result.Settings!.Groups[0].Processes[0].Stdout;
        stdout.File.ShouldBeNull();
        stdout.Syslog.ShouldBeTrue();
        result
            .Warnings.ShouldHaveSingleItem()
            .Message.ShouldBe(
                "For [program.web], stdout_logfile=syslog but this is deprecated and will be removed.  Use stdout_syslog=true to enable syslog instead."
            );
    }

    [Fact]
    public void Redirected_stderr_has_no_target_of_its_own()
    {
        var result = Fixture.Load("[program.web]\ncommand = 'x'\nredirect_stderr = true\nstderr_logfile = '/var/log/e.log'\n");
        var process = result.Settings!.Groups[0].Processes[0];
        process.RedirectStderr.ShouldBeTrue();
        process.Stderr.ShouldBeSameAs(OutputSettings.None);
        result
            .Warnings.ShouldHaveSingleItem()
            .Message.ShouldBe(
                "For [program.web], redirect_stderr=true but stderr_logfile has also been set to a filename, the filename has been ignored"
            );
    }

    [Fact]
    public void An_automatic_log_without_rotation_is_warned_about() =>
        Fixture
            .Load("[program.web]\ncommand = 'x'\nstdout_logfile_maxbytes = 0\n")
            .Warnings.ShouldHaveSingleItem()
            .Message.ShouldBe(
                "For [program.web], AUTO logging used for stdout_logfile without rollover, set maxbytes > 0 to avoid filling up filesystem unintentionally"
            );

    [Fact]
    public void Strip_ansi_of_the_daemon_reaches_every_stream()
    {
        var process = Fixture.Settings("[supervisord]\nstrip_ansi = true\n[program.web]\ncommand = 'x'\n").Groups[0].Processes[0];
        process.Stdout.StripAnsi.ShouldBeTrue();
        process.Stderr.StripAnsi.ShouldBeTrue();
    }

    [Fact]
    public void Automatic_files_are_where_the_daemon_says()
    {
        var settings = Fixture.Settings("[supervisord]\nchildlogdir = '/var/log'\nidentifier = 'two'\n[program.web]\ncommand = 'x'\n");
        settings.Groups[0].Processes[0].Stdout.File.ShouldBe(new LogFileTarget.Automatic("/var/log", "two"));
    }
}
