using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests;

public sealed class DaemonTests
{
    private const string Sleeper = "[program.sleeper]\ncommand = 'sleep 1000'\n";

    /// <summary>SIGKILL and SIGSTOP, the two that never can be blocked or ignored, are in no set.</summary>
    private const ulong HandledSignals =
        1UL << (Signals.Child - 1)
        | 1UL << (Signals.Hangup - 1)
        | 1UL << (Signals.Terminate - 1)
        | 1UL << (Signals.Interrupt - 1)
        | 1UL << (Signals.User1 - 1)
        | 1UL << (Signals.User2 - 1);

    [Fact]
    public void The_command_returns_when_the_pid_file_is_locked_and_the_programs_have_been_forked()
    {
        using var daemon = new SupervisordProcess(Sleeper);
        daemon.StartDaemon().ShouldBeEmpty();
        daemon.View.Children().ShouldHaveSingleItem();
        daemon.Text("supervisord.pid").ShouldBe($"{daemon.ProcessId}\n");
        File.GetUnixFileMode(daemon.PidFile).ShouldBe((UnixFileMode)0x1a4);
        daemon.Run("-c", daemon.Configuration).ExitStatus.ShouldBe(1);
        daemon.PidOf("sleeper").ShouldBe(daemon.View.Children()[0].ProcessId);
        daemon.Stop();
    }

    [Fact]
    public void It_has_no_terminal_no_session_of_its_own_and_nothing_inherited()
    {
        using var daemon = new SupervisordProcess(Sleeper);
        // Descriptors that whoever started it forgot to close.
        daemon.StartDaemon("sh", "-c", "exec 7</etc/passwd 9</etc/group; exec \"$@\"", "sh");
        var view = daemon.View;
        view.Session.ShouldNotBe(view.ProcessId);
        view.Session.ShouldNotBe(new ProcessView(Environment.ProcessId).Session);
        view.Terminal.ShouldBe(0);
        view.Parent.ShouldNotBe(Environment.ProcessId);
        view.WorkingDirectory.ShouldBe("/");
        view.Status("Umask").ShouldBe("0022");
        var descriptors = view.Descriptors();
        foreach (var number in new[] { 0, 1, 2 })
            descriptors[number].ShouldBe("/dev/null");
        descriptors.Values.ShouldNotContain("/etc/passwd");
        descriptors.Values.ShouldNotContain("/etc/group");
        (view.SignalSet("SigBlk") & HandledSignals).ShouldBe(HandledSignals);
        (view.SignalSet("SigIgn") & HandledSignals).ShouldBe(0UL);
        daemon.Stop();
    }

    [Fact]
    public void A_child_leads_a_process_group_and_inherits_nothing_but_its_three_streams()
    {
        using var daemon = new SupervisordProcess(Sleeper, "minfds = 777");
        daemon.StartDaemon("sh", "-c", "exec 7</etc/passwd; exec \"$@\"", "sh");
        var child = new ProcessView(daemon.PidOf("sleeper"));
        child.Parent.ShouldBe(daemon.View.ProcessId);
        child.ProcessGroup.ShouldBe(child.ProcessId);
        child.Session.ShouldBe(daemon.View.Session);
        child.SignalSet("SigBlk").ShouldBe(0UL);
        child.SignalSet("SigIgn").ShouldBe(0UL);
        child.Limit("Max open files").Soft.ShouldBe("777");
        child.Descriptors().Keys.Order().ShouldBe([0, 1, 2]);
        child.WorkingDirectory.ShouldBe("/");
        child.Environment().ShouldContain("SUPERVISOR_ENABLED=1");
        child.Environment().ShouldContain("SUPERVISOR_PROCESS_NAME=sleeper");
        child.Environment().ShouldNotContain(entry => entry.StartsWith("DOTNET_EnableDiagnostics", StringComparison.Ordinal));
        child.Environment().ShouldNotContain(entry => entry.StartsWith("SUPERVISORD_STAGE", StringComparison.Ordinal));
        daemon.Stop();
    }

    [Fact]
    public void Umask_and_directory_are_those_of_the_configuration()
    {
        using var daemon = new SupervisordProcess(Sleeper, "umask = '027'\ndirectory = '@'");
        daemon.StartDaemon();
        daemon.View.Status("Umask").ShouldBe("0027");
        daemon.View.WorkingDirectory.ShouldBe(daemon.Directory);
        var child = new ProcessView(daemon.PidOf("sleeper"));
        child.Status("Umask").ShouldBe("0027");
        child.WorkingDirectory.ShouldBe(daemon.Directory);
        daemon.Stop();
    }

    [Fact]
    public void Nochdir_and_noclose_keep_the_directory_and_the_streams()
    {
        using var daemon = new SupervisordProcess(Sleeper, "nochdir = true\nnoclose = true");
        daemon.StartDaemon("sh", "-c", $"exec \"$@\" >> {daemon.At("streams")} 2>&1", "sh");
        daemon.View.WorkingDirectory.ShouldBe(daemon.Directory);
        var descriptors = daemon.View.Descriptors();
        descriptors[1].ShouldBe(daemon.At("streams"));
        descriptors[2].ShouldBe(daemon.At("streams"));
        daemon.Stop();
    }

    [Fact]
    public void Relative_paths_of_the_command_line_are_those_of_the_launching_command()
    {
        using var daemon = new SupervisordProcess(Sleeper);
        File.WriteAllText(daemon.Configuration, Sleeper);
        var result = daemon.Run("-c", "supervisor.toml", "-j", "supervisord.pid", "-l", "supervisord.log", "-q", ".");
        result.ShouldBe(new CommandResult(0, "", ""));
        var processId = int.Parse(daemon.Text("supervisord.pid"));
        daemon.PidOf("sleeper").ShouldBeGreaterThan(1);
        new ProcessView(processId).WorkingDirectory.ShouldBe("/");
        // The file is found again, although the daemon is elsewhere.
        File.AppendAllText(daemon.Configuration, "[program.other]\ncommand = 'sleep 1000'\n");
        Signals.Send(processId, Signals.Hangup);
        daemon.WaitForLog("spawned: 'other'");
        Signals.Send(processId, Signals.Terminate);
        Until.IsTrue(() => !daemon.Left().Any(), "all has ended", () => daemon.Log);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_log_file_that_cannot_be_opened_refuses_the_start_and_the_launching_command_says_so(bool staysInForeground)
    {
        using var daemon = new SupervisordProcess(Sleeper);
        // Nobody makes a file there, not even root.
        string[] arguments = ["-c", daemon.Configuration, "-l", "/proc/supervisord.log"];
        var result = daemon.Run(staysInForeground ? ["-n", .. arguments] : arguments);
        result.ExitStatus.ShouldBe(1);
        result.Error.ShouldContain("Error: could not open the log file /proc/supervisord.log: No such file or directory (ENOENT)");
        Until.IsTrue(() => !daemon.Left().Any(), "nothing was started");
        File.Exists(daemon.PidFile).ShouldBeFalse();
    }

    [Fact]
    public void A_second_daemon_is_refused_with_pid_and_command_of_the_first()
    {
        using var daemon = new SupervisordProcess(Sleeper);
        daemon.StartDaemon();
        foreach (var option in new[] { "--loglevel=info", "--nodaemon" })
        {
            var second = daemon.Run("-c", daemon.Configuration, option);
            second.ExitStatus.ShouldBe(1);
            second.Error.ShouldContain($"pid {daemon.ProcessId}");
            second.Error.ShouldContain("supervisord -c " + daemon.Configuration);
            second.Error.ShouldContain(daemon.PidFile);
        }
        daemon.View.IsLiving.ShouldBeTrue();
        daemon.Text("supervisord.pid").ShouldBe($"{daemon.ProcessId}\n");
        daemon.Stop();
    }

    [Fact]
    public void A_stale_pid_file_is_taken_over()
    {
        using var daemon = new SupervisordProcess(Sleeper);
        // This process lives, but it holds no lock.
        File.WriteAllText(daemon.PidFile, $"{Environment.ProcessId}\nand more that an old one wrote\n");
        daemon.StartDaemon();
        daemon.ProcessId.ShouldNotBe(Environment.ProcessId);
        daemon.Text("supervisord.pid").ShouldBe($"{daemon.ProcessId}\n");
        daemon.Stop();
    }

    [Fact]
    public void A_pid_file_that_cannot_be_written_is_a_failure_with_its_reason()
    {
        using var daemon = new SupervisordProcess(Sleeper);
        var result = daemon.Run("-c", daemon.Configuration, "-j", "/proc/supervisord.pid");
        result.ExitStatus.ShouldBe(1);
        result.Error.ShouldContain("/proc/supervisord.pid");
        // It answers the launching command a moment before it ends.
        Until.IsTrue(() => !daemon.Left().Any(), "the daemon ends");
    }

    [Theory]
    [InlineData("--ignore-signal=CHLD")]
    [InlineData("--block-signal=CHLD")]
    [InlineData("--block-signal")]
    [InlineData("--ignore-signal")]
    public void Inherited_signal_settings_neither_hide_an_exit_nor_reach_a_program(string option)
    {
        using var daemon = new SupervisordProcess(
            """
            [program.once]
            command = ["sh", "-c", "sleep 1.2; exit 7"]
            autorestart = false
            [program.sleeper]
            command = "sleep 1000"
            """
        );
        daemon.StartDaemon("env", option);
        daemon.WaitForLog("exited: once (exit status 7; not expected)");
        var child = new ProcessView(daemon.PidOf("sleeper"));
        child.SignalSet("SigBlk").ShouldBe(0UL);
        child.SignalSet("SigIgn").ShouldBe(0UL);
        daemon.View.Children().ShouldAllBe(process => !process.IsZombie);
        daemon.Stop();
    }
}
