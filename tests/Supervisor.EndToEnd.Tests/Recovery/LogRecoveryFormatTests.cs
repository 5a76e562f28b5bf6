using System.Text.Json;

namespace Supervisor.EndToEnd.Tests.Recovery;

/// <summary>Logs whose bytes are not what the program wrote: nothing is lost and nothing repeated either.</summary>
public sealed class LogRecoveryFormatTests
{
    private const string InPieces = "printf 'li'; printf 'ne '; echo $n";
    private const string Coloured = @"printf '\033[1mli\033'; printf '[0mne %s\033[7m\n' $n";
    private const string Capturing =
        "printf 'li<!--XSUPERVISOR:BEG'; printf 'IN-->event '; printf '%s<!--XSUPERVISOR:END-->ne %s\\n' $n $n";
    private const string Rotated = "stdout_logfile_maxbytes = '40KB'\nstdout_logfile_backups = 1000\n";
    private const string Whole = "stdout_logfile_maxbytes = 0\n";

    [Theory]
    [InlineData(Whole + "log_format = 'time'", "echo \"line $n\"")]
    [InlineData(Rotated + "log_format = 'time'", InPieces)]
    [InlineData(Rotated + "log_format = 'json'", InPieces)]
    [InlineData(Whole + "stdout_capture_maxbytes = '1KB'", Capturing)]
    [InlineData(Rotated + "stdout_capture_maxbytes = '1KB'\nlog_format = 'time'", Capturing)]
    public void Every_line_is_in_the_log_once_and_in_order(string table, string line)
    {
        using var daemon = new LogRecoveryDaemon(table, line);
        var count = daemon.Run();
        daemon.LinesOf("writer.log").ConvertAll(TextOf).ShouldBe(LogRecoveryDaemon.Expected(count));
    }

    [Theory]
    [InlineData(Rotated)]
    [InlineData(Rotated + "log_format = 'json'")]
    public void Control_sequences_that_are_cut_anywhere_leave_nothing_behind(string table)
    {
        using var daemon = new LogRecoveryDaemon(table, Coloured, "loglevel = 'info'\nstrip_ansi = true");
        var count = daemon.Run();
        daemon.LinesOf("writer.log").ConvertAll(TextOf).ShouldBe(LogRecoveryDaemon.Expected(count));
    }

    /// <summary>Most kills come in the midst of a batch.</summary>
    [Theory]
    [InlineData("raw")]
    [InlineData("time")]
    [InlineData("json")]
    public void A_flood_of_lines_is_neither_lost_nor_repeated(string format)
    {
        using var daemon = new LogRecoveryDaemon($"{Whole}log_format = '{format}'", flood: 1_500_000);
        var count = daemon.Run();
        var lines = daemon.LinesOf("writer.log");
        var wrong = lines.Select(TextOf).Zip(LogRecoveryDaemon.Expected(count)).Where(pair => pair.First != pair.Second);
        wrong.Take(1).ShouldBeEmpty();
        lines.Count.ShouldBe(count);
    }

    [Fact]
    public void Programs_that_share_a_log_keep_their_lines_whole()
    {
        const string Second = """
            [program.second]
            command = ["sh", "-c", "awk 'BEGIN { while (1) { print \"line \" ++n; if (n %% 1000 == 0) system(\"sleep 0.01\") } }'"]
            stdout_logfile = "@/writer.log"
            stdout_logfile_maxbytes = 0
            log_format = "time"
            stopasgroup = true
            """;
        using var daemon = new LogRecoveryDaemon(Whole + "log_format = 'time'", others: Second, flood: 500_000);
        var count = daemon.Run();
        var lines = daemon.LinesOf("writer.log").ToLookup(line => line.Contains(" second ", StringComparison.Ordinal));
        lines[false].Select(TextOf).ShouldBe(LogRecoveryDaemon.Expected(count));
        // The last one may have been cut anywhere when the program was stopped.
        var others = lines[true].SkipLast(1).Select(line => line[line.LastIndexOf("line ", StringComparison.Ordinal)..]).ToList();
        others.ShouldBe(LogRecoveryDaemon.Expected(others.Count));
    }

    /// <summary>What the program wrote as the line.</summary>
    private static string TextOf(string line)
    {
        if (line.StartsWith('{'))
        {
            using var parsed = JsonDocument.Parse(line);
            return parsed.RootElement.GetProperty("line").GetString()!;
        }
        const string Name = " writer ";
        var name = line.IndexOf(Name, StringComparison.Ordinal);
        return name < 0 ? line : line[(name + Name.Length)..];
    }
}
