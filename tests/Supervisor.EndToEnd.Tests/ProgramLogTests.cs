using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests;

public sealed class ProgramLogTests
{
    private const string BothStreams = """
        command = ["sh", "-c", "echo out 1; echo err 1 >&2; echo out 2; echo err 2 >&2; exec sleep 1000"]
        """;

    [Fact]
    public void The_streams_have_files_of_their_own_or_one_together_or_none()
    {
        using var daemon = new SupervisordProcess(
            $"""
            [program.apart]
            {BothStreams}
            stdout_logfile = "@/apart.out"
            stderr_logfile = "@/apart.err"
            [program.together]
            {BothStreams}
            redirect_stderr = true
            stdout_logfile = "@/together.log"
            [program.none]
            {BothStreams}
            stdout_logfile = "NONE"
            stderr_logfile = "@/none.err"
            """
        );
        daemon.StartDaemon();
        daemon.WaitForText("apart.out", "out 2\n");
        daemon.WaitForText("apart.err", "err 2\n");
        daemon.WaitForText("together.log", "err 2\n");
        daemon.WaitForText("none.err", "err 2\n");
        daemon.Stop();
        daemon.Text("apart.out").ShouldBe("out 1\nout 2\n");
        daemon.Text("apart.err").ShouldBe("err 1\nerr 2\n");
        daemon.Text("together.log").ShouldBe("out 1\nerr 1\nout 2\nerr 2\n");
        daemon.Text("none.err").ShouldBe("err 1\nerr 2\n");
        Directory.GetFiles(daemon.Directory, "none-stdout*").ShouldBeEmpty();
    }

    [Fact]
    public void Rotation_under_load_keeps_every_line_once_and_whole()
    {
        const int Lines = 200_000;
        using var daemon = new SupervisordProcess(
            $"""
            [program.counter]
            command = ["seq", "-f", "line %%09.0f", "1", "{Lines}"]
            startsecs = 0
            autorestart = false
            stdout_logfile = "@/counter.log"
            stdout_logfile_maxbytes = "200KB"
            stdout_logfile_backups = 50
            """,
            // Not copied into the daemon's own log.
            "loglevel = 'info'"
        );
        daemon.StartDaemon();
        daemon.WaitForLog("exited: counter (exit status 0; expected)");
        var files = Directory.GetFiles(daemon.Directory, "counter.log*");
        files.Length.ShouldBeGreaterThan(5);
        var ordered = files.OrderByDescending(file =>
            file.EndsWith(".log", StringComparison.Ordinal) ? 0 : int.Parse(Path.GetExtension(file)[1..])
        );
        foreach (var file in files)
            File.ReadAllText(file).ShouldEndWith("\n");
        var expected = Enumerable.Range(1, Lines).Select(number => $"line {number:D9}");
        ordered.SelectMany(File.ReadLines).SequenceEqual(expected).ShouldBeTrue();
        daemon.Stop();
    }

    [Fact]
    public void Last_words_of_a_crash_and_what_an_orphan_says_later_are_in_the_log()
    {
        using var daemon = new SupervisordProcess(
            """
            [program.crash]
            command = ["sh", "-c", "(while [ ! -e @/crashed ]; do sleep 0.05; done; echo from the orphan) & echo last words; kill -SEGV $$"]
            autorestart = false
            startretries = 0
            redirect_stderr = true
            stdout_logfile = "@/crash.log"
            """
        );
        daemon.StartDaemon();
        daemon.WaitForLog("exited: crash (terminated by SIGSEGV");
        daemon.Text("crash.log").ShouldStartWith("last words\n");
        File.WriteAllText(daemon.At("crashed"), "");
        daemon.WaitForText("crash.log", "from the orphan\n");
        daemon.Stop();
    }

    [Fact]
    public void Automatic_logs_of_an_earlier_run_are_removed_at_the_next_start()
    {
        using var daemon = new SupervisordProcess("[program.talker]\ncommand = ['sh', '-c', 'echo word; exec sleep 1000']\n");
        File.WriteAllText(daemon.At("other-stdout---someoneelse-abcdefgh.log"), "not ours");
        daemon.StartDaemon();
        var first = Directory.GetFiles(daemon.Directory, "talker-stdout---supervisor-*.log").ShouldHaveSingleItem();
        File.GetUnixFileMode(first).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        daemon.WaitForText(Path.GetFileName(first), "word");
        daemon.Stop();
        daemon.StartDaemon();
        var second = Directory.GetFiles(daemon.Directory, "talker-stdout---supervisor-*.log").ShouldHaveSingleItem();
        second.ShouldNotBe(first);
        File.Exists(daemon.At("other-stdout---someoneelse-abcdefgh.log")).ShouldBeTrue();
        daemon.Stop();
    }

    [Fact]
    public void Lines_get_a_time_and_a_name_where_that_is_wanted()
    {
        using var daemon = new SupervisordProcess(
            """
            [program.talker]
            command = ["sh", "-c", "printf 'one\\ntwo\\n'; exec sleep 1000"]
            log_format = "time"
            stdout_logfile = "@/time.log"
            [program.structured]
            command = ["sh", "-c", "echo 'say \"hi\"'; exec sleep 1000"]
            log_format = "json"
            stdout_logfile = "@/json.log"
            """
        );
        daemon.StartDaemon();
        daemon.WaitForText("time.log", "two\n");
        daemon
            .Lines("time.log")
            .ShouldAllBe(line => line.Contains("talker", StringComparison.Ordinal) && line.Contains(':', StringComparison.Ordinal));
        daemon.WaitForText("json.log", "\n");
        using var json = System.Text.Json.JsonDocument.Parse(daemon.Lines("json.log").ShouldHaveSingleItem());
        json.RootElement.EnumerateObject().Select(member => member.Value.ToString()).ShouldContain("say \"hi\"");
        json.RootElement.EnumerateObject().Select(member => member.Value.ToString()).ShouldContain("structured");
        daemon.Stop();
    }
}
