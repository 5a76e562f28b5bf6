using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Recovery;

/// <summary>What a program that reads slowly has still to read on its standard input.</summary>
public sealed class StandardInputRecoveryTests
{
    private const int Pieces = 6;

    /// <summary>More than a pipe holds, so that most of it waits.</summary>
    private const int LinesOfPiece = 15_000;

    [Fact]
    public void It_outlives_deaths_and_upgrades_and_nothing_of_it_comes_twice()
    {
        using var daemon = new RecoveryDaemon(
            """
            [program.slow]
            command = ["sh", "-c", "until [ -e @/go ]; do sleep 0.05; done; exec cat"]
            stdout_logfile = "@/slow.log"
            stdout_logfile_maxbytes = 0
            """,
            "loglevel = 'info'"
        );
        daemon.Start();
        var before = daemon.AwaitState("slow", "RUNNING");
        for (var piece = 0; piece < Pieces; piece++)
        {
            daemon.TryCall("supervisor.sendProcessStdin", "slow", TextOf(piece)).ShouldBe("1");
            if (piece is 2 or 4)
                continue;
            if (piece is 1)
                Upgrade(daemon);
            else
                daemon.KillMaster();
            daemon.AwaitState("slow", "RUNNING").ProcessId.ShouldBe(before.ProcessId);
        }
        File.WriteAllText(daemon.Process.At("go"), "");
        // While it reads.
        daemon.KillMaster();
        var expected = string.Concat(Enumerable.Range(0, Pieces).Select(TextOf));
        Until.IsTrue(() => daemon.Process.Text("slow.log").Length >= expected.Length, "everything is read", () => daemon.Process.Log);
        (daemon.Process.Text("slow.log") == expected).ShouldBeTrue("every line once and in order");
        daemon.Process.Stop();
    }

    private static void Upgrade(RecoveryDaemon daemon)
    {
        Signals.Send(daemon.Keeper, Signals.User1);
        daemon.Process.WaitForLog("upgraded: supervisord");
    }

    private static string TextOf(int piece) =>
        string.Concat(Enumerable.Range(piece * LinesOfPiece, LinesOfPiece).Select(number => $"line {number}\n"));
}
