using Supervisor.Posix;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;
using static Supervisor.Engine.Tests.Control.TextConfiguration;

namespace Supervisor.Engine.Tests.Control;

public sealed class LogRequestTests
{
    private static readonly ProcessName Web = new("web", "web");

    private const string Logs = """
        [supervisord]
        logfile = "/log/main"
        [program.web]
        command = "/bin/web"
        stdout_logfile = "/log/out"
        stderr_logfile = "/log/err"
        stderr_logfile_maxbytes = 0
        stdout_logfile_backups = 4
        [program.silent]
        command = "/bin/silent"
        stdout_logfile = "NONE"
        stderr_logfile = "NONE"

        """;

    [Theory]
    [InlineData(LogStream.Stdout, "/log/out")]
    [InlineData(LogStream.Stderr, "/log/err")]
    public void A_log_is_opened_and_passed_on(LogStream stream, string path)
    {
        using var scene = new ControlScene(Logs);
        using var file = StandardStreams.OpenNullDevice();
        var open = scene.Ask(new Request.OpenLog(Web, stream));
        scene.AnswerLogFile(0, file).ShouldBe($"open {path}");
        open.Reply.ShouldBe(new Reply.LogOpened(path));
        open.Descriptor.ShouldBeSameAs(file);
    }

    [Fact]
    public void The_log_of_the_daemon_is_opened_and_passed_on()
    {
        using var scene = new ControlScene(Logs);
        using var file = StandardStreams.OpenNullDevice();
        var open = scene.Ask(new Request.OpenDaemonLog());
        scene.AnswerLogFile(0, file).ShouldBe("open /log/main");
        open.Reply.ShouldBe(new Reply.LogOpened("/log/main"));
        open.Descriptor.ShouldBeSameAs(file);
    }

    [Fact]
    public void Where_there_is_no_log_there_is_no_file()
    {
        using var scene = new ControlScene(Logs + Program("other"));
        scene.Ask(new Request.OpenLog(new ProcessName("silent", "silent"), LogStream.Stdout)).Refusal.ShouldBe("NoFile");
        scene.Ask(new Request.OpenLog(new ProcessName("nobody", "nobody"), LogStream.Stdout)).Refusal.ShouldBe("BadName nobody");
    }

    [Theory]
    [InlineData(Errno.ENOENT, "NoFile /log/out")]
    [InlineData(Errno.ENOTDIR, "NoFile /log/out")]
    [InlineData(Errno.EISDIR, "Failed")]
    [InlineData(Errno.EACCES, "Failed")]
    public void A_log_that_cannot_be_opened_is_refused_as_by_the_original(int errno, string refusal)
    {
        using var scene = new ControlScene(Logs);
        var open = scene.Ask(new Request.OpenLog(Web, LogStream.Stdout));
        scene.AnswerLogFile(errno);
        open.Refusal.ShouldBe(refusal);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_log_of_a_program_that_was_never_started_is_there_once_something_is_in_it(bool isEmpty, bool isThere)
    {
        using var scene = new ControlScene(
            Logs.Replace("command = \"/bin/web\"", "command = \"/bin/web\"\nautostart = false", StringComparison.Ordinal)
        );
        using var file = StandardStreams.OpenNullDevice();
        var open = scene.Ask(new Request.OpenLog(Web, LogStream.Stdout));
        scene.AnswerLogFile(0, file, isEmpty);
        file.IsOpen.ShouldBe(isThere);
        if (isThere)
            open.Descriptor.ShouldBeSameAs(file);
        else
            open.Refusal.ShouldBe("NoFile /log/out");
    }

    [Fact]
    public void An_empty_log_of_a_program_that_was_started_is_there()
    {
        using var scene = new ControlScene(Logs);
        scene.Stop("web");
        using var file = StandardStreams.OpenNullDevice();
        var open = scene.Ask(new Request.OpenLog(Web, LogStream.Stdout));
        scene.AnswerLogFile(0, file, isEmpty: true);
        open.Descriptor.ShouldBeSameAs(file);
    }

    [Fact]
    public void Clearing_takes_both_logs_and_the_backups_that_are_kept()
    {
        using var scene = new ControlScene(Logs);
        var clear = scene.Ask(new Request.ClearLogs(ProcessSelector.Parse("web")));
        scene.AnswerLogFile(0).ShouldBe("clear /log/out with 4 and /log/err with 0");
        clear.Outcome.ShouldBe("web Success");
    }

    [Fact]
    public void What_is_stopped_is_cleared_like_what_runs()
    {
        using var scene = new ControlScene(Logs);
        scene.Stop("web");
        var clear = scene.Ask(new Request.ClearLogs(ProcessSelector.Parse("web")));
        scene.AnswerLogFile(0).ShouldBe("clear /log/out with 4 and /log/err with 0");
        clear.Outcome.ShouldBe("web Success");
    }

    [Fact]
    public void Clearing_all_is_answered_when_the_last_is_done()
    {
        using var scene = new ControlScene(Logs);
        var clear = scene.Ask(new Request.ClearLogs(ProcessSelector.All));
        scene.AnswerLogFile(0);
        clear.IsAnswered.ShouldBeFalse();
        scene.AnswerLogFile(Errno.EACCES);
        clear.Outcomes.ShouldBe(["silent Success", "web Failed web"]);
    }

    [Theory]
    [InlineData(Errno.ENOENT)]
    [InlineData(Errno.EINVAL)]
    public void Where_there_is_nothing_to_clear_nothing_went_wrong(int errno)
    {
        using var scene = new ControlScene(Logs);
        var clear = scene.Ask(new Request.ClearLogs(ProcessSelector.Parse("web")));
        scene.AnswerLogFile(errno);
        clear.Outcome.ShouldBe("web Success");
    }

    [Fact]
    public void Clearing_of_nobody_is_refused()
    {
        using var scene = new ControlScene(Logs);
        scene.Ask(new Request.ClearLogs(ProcessSelector.Parse("nobody"))).Refusal.ShouldBe("BadName nobody");
    }

    [Fact]
    public void The_log_of_the_daemon_is_cleared_and_opened_anew_and_begins_empty()
    {
        using var scene = new ControlScene(Logs);
        var clear = scene.Ask(new Request.ClearDaemonLog());
        scene.Daemon.LogReopenings.ShouldBe(0);
        scene.AnswerLogFile(0).ShouldBe("clear /log/main with 0");
        clear.Reply.ShouldBe(Reply.Done.Instance);
        scene.Daemon.LogReopenings.ShouldBe(1);
        scene.Daemon.Lines.ShouldNotContain(line => line.Contains("reopening", StringComparison.Ordinal));
    }

    [Fact]
    public void The_log_of_the_daemon_must_be_there_to_be_cleared()
    {
        using var scene = new ControlScene(Logs);
        var clear = scene.Ask(new Request.ClearDaemonLog());
        scene.AnswerLogFile(Errno.ENOENT);
        clear.Refusal.ShouldBe("NoFile");
        scene.Daemon.LogReopenings.ShouldBe(0);
    }

    [Fact]
    public void A_daemon_that_logs_elsewhere_has_no_file()
    {
        using var scene = new ControlScene("[supervisord]\nlogfile = \"syslog\"\n");
        scene.Ask(new Request.ClearDaemonLog()).Refusal.ShouldBe("NoFile");
        scene.Ask(new Request.OpenDaemonLog()).Refusal.ShouldBe("NoFile");
    }
}
