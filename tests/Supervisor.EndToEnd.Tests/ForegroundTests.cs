using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests;

public sealed class ForegroundTests
{
    private const string Sleeper = "[program.sleeper]\ncommand = 'sleep 1000'\n";

    [Fact]
    public void The_log_goes_to_standard_output_too_and_the_working_directory_is_kept()
    {
        using var daemon = new SupervisordProcess(Sleeper, "umask = '077'");
        daemon.StartInForeground();
        daemon.PidOf("sleeper");
        Until.IsTrue(() => daemon.ForegroundOutput.Contains("spawned: 'sleeper'", StringComparison.Ordinal), "the line is on stdout");
        daemon.View.WorkingDirectory.ShouldBe(daemon.Directory);
        daemon.View.Status("Umask").ShouldBe("0077");
        new ProcessView(daemon.PidOf("sleeper")).WorkingDirectory.ShouldBe(daemon.Directory);
        daemon.Stop();
        daemon.ForegroundOutput.ShouldBe(daemon.Log);
    }

    [Fact]
    public void Silent_keeps_standard_output_empty()
    {
        using var daemon = new SupervisordProcess(Sleeper, "silent = true");
        daemon.StartInForeground();
        daemon.PidOf("sleeper");
        daemon.Stop();
        daemon.ForegroundOutput.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("sh", "-c", "trap '' CHLD; exec \"$@\"", "sh")]
    [InlineData("env", "--block-signal")]
    public void Inherited_signal_settings_do_not_hide_an_exit(params string[] wrapper)
    {
        using var daemon = new SupervisordProcess("[program.once]\ncommand = 'sleep 1.2'\nautorestart = false\n" + Sleeper);
        daemon.StartInForeground(wrapper);
        daemon.WaitForLog("exited: once (exit status 0; expected)");
        new ProcessView(daemon.PidOf("sleeper")).SignalSet("SigBlk").ShouldBe(0UL);
        daemon.Stop();
    }

    /// <summary>The command line did not say so: a keeper had begun, and what it was told is nothing for a master without one.</summary>
    [Fact]
    public void With_recovery_off_in_the_configuration_the_launched_process_goes_on_alone()
    {
        using var daemon = new SupervisordProcess(Sleeper, "recovery = false");
        daemon.StartInForeground();
        daemon.PidOf("sleeper");
        daemon.View.ProcessId.ShouldBe(daemon.ProcessId);
        // Nobody waits for an answer: the descriptor that would be behind a colon is somebody else's.
        daemon.View.HasVariable("SUPERVISORD_STAGE=Alone;foreground;", isPrefix: true).ShouldBeTrue();
        daemon.Stop();
    }

    /// <summary>
    /// The launched process starts the master and executes its keeper at the same time: ended between the two, nothing must be left running.
    /// </summary>
    [SkippableFact]
    public void A_master_whose_keeper_never_came_starts_nothing()
    {
        var python = Host.Needs("python3");
        using var daemon = new SupervisordProcess(Sleeper);
        const string Orphaned = """
            import os, signal, socket, sys
            signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
            near, far = socket.socketpair()
            near.close()
            os.dup2(far.fileno(), 3)
            os.environ["SUPERVISORD_STAGE"] = "Master;foreground;;;" + os.getcwd()
            os.execv(sys.argv[1], sys.argv[1:])
            """;
        var result = daemon.RunBeside(python, "-c", Orphaned, SupervisordExecutable.Path, "-n", "-c", daemon.Configuration);
        result.ExitStatus.ShouldBe(1);
        result.Error.ShouldContain("Error: supervisord was ended before it had started\n");
        daemon.Log.ShouldBeEmpty();
    }

    [Fact]
    public void After_nohup_SIGHUP_stays_ignored_for_it_and_for_programs()
    {
        using var daemon = new SupervisordProcess(Sleeper);
        daemon.StartInForeground("env", "--ignore-signal=HUP");
        const ulong Hangup = 1UL << (Signals.Hangup - 1);
        var child = new ProcessView(daemon.PidOf("sleeper"));
        child.SignalSet("SigIgn").ShouldBe(Hangup);
        (daemon.View.SignalSet("SigIgn") & Hangup).ShouldBe(Hangup);
        daemon.Send(Signals.Hangup);
        Signals.Send(child.ProcessId, Signals.Hangup);
        daemon.Send(Signals.User2);
        daemon.WaitForLog("received SIGUSR2");
        daemon.Log.ShouldNotContain("SIGHUP");
        child.IsLiving.ShouldBeTrue();
        daemon.Stop();
    }

    [Fact]
    public void A_program_can_log_to_the_standard_output_of_supervisord()
    {
        using var daemon = new SupervisordProcess(
            """
            [program.talker]
            command = ["sh", "-c", "for i in 1 2 3 4 5; do echo word $i; done; exec sleep 1000"]
            stdout_logfile = "/dev/stdout"
            stdout_logfile_maxbytes = 0
            stderr_logfile = "NONE"
            """,
            "silent = true"
        );
        daemon.StartInForeground();
        Until.IsTrue(
            () => daemon.ForegroundOutput.Contains("word 5", StringComparison.Ordinal),
            "the words come through",
            () => daemon.Log
        );
        daemon.Stop();
        daemon.ForegroundOutput.ShouldBe("word 1\nword 2\nword 3\nword 4\nword 5\n");
    }

    [SkippableFact]
    public void A_second_interrupt_from_the_terminal_kills_what_is_left()
    {
        Host.Needs("script");
        using var daemon = new SupervisordProcess(
            """
            [program.stubborn]
            command = ["sh", "-c", "trap '' TERM; echo ready; while :; do sleep 0.1; done"]
            stopwaitsecs = 1000
            killasgroup = true
            stdout_logfile = "@/out"
            """
        );
        // Without exec a shell of the terminal's may stay between, get the Ctrl-C too, and end by it.
        daemon.StartInForeground("sh", "-c", "exec script -qec \"exec $*\" /dev/null", "sh");
        daemon.WaitForText("out", "ready");
        daemon.View.Terminal.ShouldNotBe(0);
        daemon.Type("\u0003");
        daemon.WaitForLog("received SIGINT indicating exit request (sent by the terminal or the kernel)");
        daemon.Type("\u0003");
        daemon.WaitForLog("received a second interrupt from the terminal, killing stubborn");
        daemon.WaitForEnd();
        daemon.Log.ShouldContain("stopped: stubborn (terminated by SIGKILL)");
    }
}
