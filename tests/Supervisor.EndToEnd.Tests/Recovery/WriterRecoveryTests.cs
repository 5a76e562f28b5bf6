using System.Globalization;
using System.Net.Sockets;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Recovery;

/// <summary>Many programs that number their lines while every role of the daemon is killed in the midst of whatever it does.</summary>
public sealed class WriterRecoveryTests
{
    private const int Keepers = 5;
    private const int MastersOfEach = 4;
    private const int Writers = 150;
    private const int Rotating = 50;
    private const int Others = 20;

    private const string Bash = "/bin/bash";

    /// <summary>Waits on a pipe that nobody writes to, so that it takes no process to sleep.</summary>
    private const string Writer = """
        #!/bin/bash
        exec 9<>"$1/never"
        n=0
        while [ ! -e "$1/stop" ]; do
          for turn in 1 2 3 4 5; do
            n=$((n + 1))
            echo "line $n of $2"
          done
          read -t 0.1 -u 9
        done
        echo $n > "$1/count.$2"
        """;

    [SkippableFact]
    public void Twenty_masters_and_five_keepers_are_killed_and_nothing_is_lost_doubled_or_refused()
    {
        Host.Needs(Bash);
        using var daemon = new RecoveryDaemon(Programs(false), "loglevel = 'info'");
        File.WriteAllText(daemon.Process.At("writer"), Writer);
        Command.Run(["mkfifo", daemon.Process.At("never")]).ExitStatus.ShouldBe(0);
        daemon.Start();
        var before = PidsOf(daemon);
        Knocking.While(
            () => KillAgainAndAgain(daemon),
            110,
            new UnixDomainSocketEndPoint(daemon.Process.At("s.sock")),
            new UnixDomainSocketEndPoint(daemon.Process.At("web.sock"))
        );
        daemon.AwaitAnswers();
        PidsOf(daemon).ShouldBe(before);
        // What was started and stopped all the time must not be there twice either.
        for (var index = 0; index < Others; index++)
            daemon.PidsOf(Label("other", index)).Count.ShouldBeLessThanOrEqualTo(1, daemon.Process.Log);
        File.WriteAllText(daemon.Process.At("stop"), "");
        Until.IsTrue(() => Counts(daemon).Length == Writers + Rotating, "the writers have ended", () => daemon.Process.Log);
        daemon.Process.Stop();
        CheckLines(daemon);
    }

    private static void KillAgainAndAgain(RecoveryDaemon daemon)
    {
        for (var keeper = 0; keeper < Keepers; keeper++)
        {
            for (var master = 0; master < MastersOfEach; master++)
            {
                var action = Act(daemon);
                // Every other one while it is still at its start.
                Thread.Sleep(daemon.Random.Next(master % 2 == 0 ? 400 : 100));
                daemon.KillMaster();
                action.Wait();
            }
            daemon.AwaitAnswers();
            daemon.KillKeeper();
            daemon.StartAgain();
        }
    }

    /// <summary>Lets something be under way; what of it is cut short is no failure.</summary>
    private static Task Act(RecoveryDaemon daemon)
    {
        switch (daemon.Random.Next(4))
        {
            case 0:
                return Task.Run(() => daemon.TryCall("supervisor.startProcessGroup", "other"));
            case 1:
                return Task.Run(() => daemon.TryCall("supervisor.stopProcessGroup", "other"));
            case 2:
                daemon.Configure(Programs(daemon.Random.Next(2) == 0), "loglevel = 'info'");
                Signals.Send(daemon.Keeper, Signals.Hangup);
                return Task.CompletedTask;
            default:
                return Task.CompletedTask;
        }
    }

    private static Dictionary<string, int> PidsOf(RecoveryDaemon daemon)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var process in daemon.Process.Left())
        {
            var words = process.CommandLine.Split(' ');
            if (
                words is [_, _, _, var label]
                && (label.StartsWith("plain", StringComparison.Ordinal) || label.StartsWith("turning", StringComparison.Ordinal))
            )
                found.Add(label, process.ProcessId);
        }
        found.Count.ShouldBe(Writers + Rotating, string.Join('\n', daemon.Process.Lines("supervisord.log").Where(IsOfInterest)));
        return found;
    }

    private static bool IsOfInterest(string line) =>
        !line.Contains("other", StringComparison.Ordinal) && !line.Contains("taken over", StringComparison.Ordinal);

    private static void CheckLines(RecoveryDaemon daemon)
    {
        foreach (var file in Counts(daemon))
        {
            var label = Path.GetFileName(file)["count.".Length..];
            var count = int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture);
            var lines = Directory
                .GetFiles(daemon.Process.Directory, label + ".log*")
                .OrderByDescending(path => int.TryParse(Path.GetExtension(path).AsSpan(1), out var number) ? number : 0)
                .SelectMany(File.ReadLines)
                .ToArray();
            if (label.StartsWith("plain", StringComparison.Ordinal))
                lines.Length.ShouldBe(count, label);
            lines.ShouldBe(Enumerable.Range(count - lines.Length + 1, lines.Length).Select(number => $"line {number} of {label}"), label);
        }
    }

    private static string[] Counts(RecoveryDaemon daemon) =>
        [.. Directory.GetFiles(daemon.Process.Directory, "count.*").Where(file => new FileInfo(file).Length > 0)];

    private static string Label(string program, int index) => string.Create(CultureInfo.InvariantCulture, $"{program}_{index:000}");

    private static string Programs(bool isChanged) =>
        $$"""
            [program.plain]
            command = ["{{Bash}}", "@/writer", "@", "%(program_name)s_%(process_num)03d"]
            process_name = "%(program_name)s_%(process_num)03d"
            numprocs = {{Writers}}
            startsecs = 0
            autorestart = false
            stopwaitsecs = {{(isChanged ? 7 : 8)}}
            stdout_logfile = "@/%(program_name)s_%(process_num)03d.log"
            stdout_logfile_maxbytes = 0

            [program.turning]
            command = ["{{Bash}}", "@/writer", "@", "%(program_name)s_%(process_num)03d"]
            process_name = "%(program_name)s_%(process_num)03d"
            numprocs = {{Rotating}}
            startsecs = 0
            autorestart = false
            stdout_logfile = "@/%(program_name)s_%(process_num)03d.log"
            stdout_logfile_maxbytes = {{(isChanged ? 3000 : 4000)}}
            stdout_logfile_backups = 20

            [program.other]
            command = ["sleep", "1000", "%(program_name)s_%(process_num)03d"]
            process_name = "%(program_name)s_%(process_num)03d"
            numprocs = {{Others}}
            startsecs = 0

            [program.web]
            command = "sleep 1000"
            sockets = { web = "unix://@/web.sock" }
            """;
}
