using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Recovery;

public sealed class LogRecoveryRawTests
{
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
