using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Tests.Surroundings;
using Supervisor.Posix;

namespace Supervisor.Configuration.Tests.Loading;

/// <summary>The defaults are Supervisor's.</summary>
public class DefaultsTests
{
    private static readonly SupervisorSettings Settings = Fixture.Settings("[program.web]\ncommand = 'python3 -m \"http server\"'\n");

    [Fact]
    public void Two_lines_are_a_configuration()
    {
        Settings.File.ShouldBe("/conf/supervisor.toml");
        Settings.Servers.ShouldBeEmpty();
        var group = Settings.Groups.ShouldHaveSingleItem();
        group.Name.ShouldBe("web");
        group.Priority.ShouldBe(999);
        group.EventListener.ShouldBeNull();
        group.FastCgiSocket.ShouldBeNull();
    }

    [Fact]
    public void A_process_has_the_originals_defaults()
    {
        var process = Settings.Groups[0].Processes.ShouldHaveSingleItem();
        process.DisplayName.ShouldBe("web");
        process.Name.ShouldBe("web");
        process.GroupName.ShouldBe("web");
        process.ProgramName.ShouldBe("web");
        process.Kind.ShouldBe(ProgramKind.Program);
        process.Number.ShouldBe(0);
        process.Command.Arguments.ShouldBe(["python3", "-m", "http server"]);
        process.Command.Mistake.ShouldBeNull();
        process.Priority.ShouldBe(999);
        process.Autostart.ShouldBeTrue();
        process.Stop.ShouldBe(new StopSettings(SignalNumber.Terminate, TimeSpan.FromSeconds(10), false, false));
        process.User.ShouldBeNull();
        process.Directory.ShouldBeNull();
        process.Umask.ShouldBeNull();
        process.Nice.ShouldBeNull();
        process.OutOfMemoryScore.ShouldBeNull();
        process.ResourceLimits.ShouldBeEmpty();
        process.Environment.ShouldBeEmpty();
        process.RedirectStderr.ShouldBeFalse();
        process.ServerUrl.ShouldBeNull();
        process.FastCgiSocket.ShouldBeNull();
    }

    [Fact]
    public void Both_streams_go_to_automatic_files()
    {
        var expected = new OutputSettings(
            new LogFileTarget.Automatic("/tmp", "supervisor"),
            50 * 1024 * 1024,
            10,
            false,
            0,
            false,
            false,
            LogFormat.Raw
        );
        Settings.Groups[0].Processes[0].Stdout.ShouldBe(expected);
        Settings.Groups[0].Processes[0].Stderr.ShouldBe(expected);
    }

    [Fact]
    public void Retries_are_the_originals()
    {
        var retry = Settings.Groups[0].Processes[0].Retry;
        retry.Autorestart.ShouldBe(AutorestartPolicy.Unexpected);
        retry.ExitCodes.ShouldBe([0]);
        retry.StartDuration.ShouldBe(TimeSpan.FromSeconds(1));
        retry.StartRetries.ShouldBe(3);
        retry.Backoff.ShouldBe(BackoffKind.Linear);
        retry.BackoffInitial.ShouldBe(TimeSpan.FromSeconds(1));
        retry.BackoffMaximum.ShouldBeNull();
        retry.BackoffMultiplier.ShouldBe(2);
        retry.BackoffJitter.ShouldBe(0);
        retry.BackoffResetAfter.ShouldBeNull();
        retry.RestartDelay.ShouldBe(TimeSpan.Zero);
        retry.RestartLimit.ShouldBeNull();
        retry.RestartWindow.ShouldBe(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void The_daemon_has_the_originals_defaults()
    {
        var daemon = Settings.Daemon;
        daemon.Identifier.ShouldBe("supervisor");
        daemon.LogFile.ShouldBe("/conf/supervisord.log");
        daemon.LogFileMaxBytes.ShouldBe(50 * 1024 * 1024);
        daemon.LogFileBackups.ShouldBe(10);
        daemon.LogLevel.ShouldBe(DaemonLogLevel.Info);
        daemon.PidFile.ShouldBe("/conf/supervisord.pid");
        daemon.Recovery.ShouldBeTrue();
        daemon.StateDirectory.ShouldBe("/conf/supervisord.state");
        daemon.Umask.ShouldBe(18u);
        daemon.NoDaemon.ShouldBeFalse();
        daemon.Silent.ShouldBeFalse();
        daemon.NoChangeDirectory.ShouldBeFalse();
        daemon.NoClose.ShouldBeFalse();
        daemon.MinimumDescriptors.ShouldBe(1024);
        daemon.MinimumProcesses.ShouldBe(200);
        daemon.NoCleanup.ShouldBeFalse();
        daemon.ChildLogDirectory.ShouldBe("/tmp");
        daemon.User.ShouldBeNull();
        daemon.Directory.ShouldBeNull();
        daemon.StripAnsi.ShouldBeFalse();
        daemon.Environment.ShouldBeEmpty();
    }

    [Fact]
    public void The_other_tables_have_theirs()
    {
        Settings.Syslog.ShouldBe(new SyslogSettings(3, "supervisord", new SyslogTarget.LocalSocket("/dev/log")));
        Settings.ControlClient.ShouldBe(new ControlClientSettings("http://localhost:9001", null, null, "supervisor", null));
        Settings.Gateway.ShouldBe(new GatewaySettings(GatewayMode.OnDemand, null, TimeSpan.FromSeconds(60), 256L << 20));
    }

    [Fact]
    public void An_empty_file_is_a_daemon_without_programs() => Fixture.Settings("").Groups.ShouldBeEmpty();

    [Fact]
    public void Equal_programs_share_what_does_not_change()
    {
        var processes = Fixture
            .Settings(
                "[program.w]\ncommand = 'sleep 1'\nnumprocs = 3\nprocess_name = '%(process_num)d'\n[program.w.environment]\nA = '1'\n"
            )
            .Groups.Single()
            .Processes;
        processes.Length.ShouldBe(3);
        foreach (var process in processes)
        {
            process.Command.ShouldBeSameAs(processes[0].Command);
            process.Environment.ShouldBeSameAs(processes[0].Environment);
            process.Stdout.ShouldBeSameAs(processes[0].Stdout);
            process.Retry.ShouldBeSameAs(processes[0].Retry);
        }
    }

    [Fact]
    public void Different_programs_share_equal_policies()
    {
        var groups = Fixture.Settings("[program.a]\ncommand = 'x'\n[program.b]\ncommand = 'y'\n").Groups;
        groups[0].Processes[0].Retry.ShouldBeSameAs(groups[1].Processes[0].Retry);
        groups[0].Processes[0].Stop.ShouldBeSameAs(groups[1].Processes[0].Stop);
        groups[0].Processes[0].Stdout.ShouldBeSameAs(groups[1].Processes[0].Stderr);
    }
}
