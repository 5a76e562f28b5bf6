using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Recovery;

public sealed class LogRecoveryRawTests
{
    private const string Listener = """"
        [eventlistener.watch]
        events = ["PROCESS_LOG"]
        stdout_logfile = "@/listener.log"
        command = ["python3", "-c", """
        import sys
        while True:
            sys.stdout.write('READY\n')
            sys.stdout.flush()
            header = sys.stdin.buffer.readline()
            if not header:
                break
            sys.stdin.buffer.read(int(header.split(b'len:')[1].split()[0]))
            sys.stdout.write('RESULT 2\nOK')
            sys.stdout.flush()
        """]
        """";

    [Theory]
    [InlineData("stdout_logfile_maxbytes = 0", "loglevel = 'info'")]
    [InlineData("stdout_logfile_maxbytes = 0", "loglevel = 'debug'")]
    [InlineData("stdout_logfile_maxbytes = '40KB'\nstdout_logfile_backups = 1000", "loglevel = 'info'")]
    [InlineData("stdout_logfile_maxbytes = '40KB'\nstdout_logfile_backups = 1000", "loglevel = 'debug'")]
    [InlineData("stdout_syslog = true\nstdout_events_enabled = true", "loglevel = 'info'")]
    public void Every_line_is_in_the_log_once_and_in_order(string table, string level)
    {
        using var daemon = new LogRecoveryDaemon(table, daemon: level);
        var count = daemon.Run();
        daemon.LinesOf("writer.log").ShouldBe(LogRecoveryDaemon.Expected(count));
    }

    /// <summary>Most kills come while the bytes are shown to somebody.</summary>
    [SkippableTheory]
    [InlineData("loglevel = 'debug'", "")]
    [InlineData("loglevel = 'info'", Listener)]
    public void A_flood_that_others_see_too_is_neither_lost_nor_repeated(string level, string others)
    {
        if (others.Length > 0)
            Host.Needs("python3");
        using var daemon = new LogRecoveryDaemon(
            "stdout_logfile_maxbytes = 0\nstdout_events_enabled = true",
            daemon: level,
            others: others,
            flood: 700_000
        );
        var count = daemon.Run();
        var lines = daemon.LinesOf("writer.log");
        lines.Zip(LogRecoveryDaemon.Expected(count)).Where(pair => pair.First != pair.Second).Take(1).ShouldBeEmpty();
        lines.Count.ShouldBe(count);
    }

    [Fact]
    public void A_file_that_is_emptied_at_its_size_loses_nothing_behind_that()
    {
        using var daemon = new LogRecoveryDaemon("stdout_logfile_maxbytes = '40KB'\nstdout_logfile_backups = 0");
        var count = daemon.Run();
        var lines = daemon.LinesOf("writer.log");
        lines.ShouldBe(LogRecoveryDaemon.Expected(count).TakeLast(lines.Count));
    }

    [Fact]
    public void Reloads_that_change_the_log_between_kills_lose_nothing()
    {
        using var daemon = new LogRecoveryDaemon("stdout_logfile_maxbytes = 0");
        var count = daemon.Run(kill =>
        {
            daemon.Change($"stdout_logfile_maxbytes = {(kill % 2 == 0 ? "'40KB'" : "0")}\nstdout_logfile_backups = 1000");
            Signals.Send(daemon.Process.ProcessId, Signals.Hangup);
        });
        daemon.LinesOf("writer.log").ShouldBe(LogRecoveryDaemon.Expected(count));
    }
}
