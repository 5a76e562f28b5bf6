using System.Globalization;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Recovery;

/// <summary>A daemon whose master is killed again and again while programs write numbered lines.</summary>
internal sealed class LogRecoveryDaemon : IDisposable
{
    /// <summary>Further deaths in a row would be followed by longer and longer pauses.</summary>
    private const int Kills = 6;

    private readonly SupervisordProcess _daemon;
    private readonly Random _random;

    /// <param name="table">Keys of the program "writer" besides its command.</param>
    /// <param name="line">What it writes as line number $n, in words of the shell.</param>
    /// <param name="others">Further tables.</param>
    /// <param name="flood">Instead, it writes so many lines as fast as it can, and ends.</param>
    public LogRecoveryDaemon(
        string table,
        string line = "echo \"line $n\"",
        string daemon = "loglevel = 'info'",
        string others = "",
        int flood = 0
    )
    {
        var seed = Random.Shared.Next();
        Console.WriteLine($"random seed {seed}");
        _random = new Random(seed);
        _daemon = new SupervisordProcess("", daemon);
        var flooding = $$"""
            awk 'BEGIN { for (n = 1; n <= {{flood}}; n++) print "line " n }'
            echo {{flood}} > {{_daemon.At("count")}}
            """;
        var counting = $"""
            n=0
            while [ ! -e {_daemon.At("stop")} ]; do
              for turn in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
                n=$((n + 1))
                {line}
              done
              sleep 0.001
            done
            echo $n > {_daemon.At("count")}
            """;
        var script = _daemon.Script("writer", flood > 0 ? flooding : counting);
        _daemon.Configure(TablesOf(script, table, others), daemon);
        Change = text => _daemon.Configure(TablesOf(script, text, others), daemon);
    }

    public SupervisordProcess Process => _daemon;

    /// <summary>Writes the configuration with other keys of the program.</summary>
    public Action<string> Change { get; }

    /// <summary>Starts it, kills masters at random instants, and stops in order when everything has been written.</summary>
    /// <param name="between">Done before each kill.</param>
    /// <returns>How many lines were written.</returns>
    public int Run(Action<int>? between = null)
    {
        _daemon.StartDaemon();
        for (var kill = 0; kill < Kills; kill++)
        {
            between?.Invoke(kill);
            // Also while the new one is still at its start.
            Thread.Sleep(_random.Next(250));
            KillMaster();
        }
        Master();
        File.WriteAllText(_daemon.At("stop"), "");
        Until.IsTrue(() => _daemon.Text("count").EndsWith('\n'), "the writer has ended", () => _daemon.Log);
        _daemon.Stop();
        return int.Parse(_daemon.Text("count"), CultureInfo.InvariantCulture);
    }

    /// <summary>The lines of a log and its backups, the oldest first.</summary>
    public List<string> LinesOf(string name) =>
        [.. Directory.GetFiles(_daemon.Directory, name + "*").OrderByDescending(NumberOf).SelectMany(File.ReadLines)];

    public static List<string> Expected(int count) => [.. Enumerable.Range(1, count).Select(number => $"line {number}")];

    public void Dispose()
    {
        // The keeper ends the programs; without one that is left they would go on.
        File.WriteAllText(_daemon.At("stop"), "");
        _daemon.Dispose();
    }

    private void KillMaster()
    {
        var master = new ProcessView(Master());
        Signals.Send(master.ProcessId, Signals.Kill);
        Until.IsTrue(() => !master.IsLiving, "the killed one is dead");
    }

    /// <summary>The child of the keeper that is no program.</summary>
    private int Master()
    {
        var found = 0;
        Until.IsTrue(
            () => (found = _daemon.Launched.Children().FirstOrDefault(IsMaster)?.ProcessId ?? 0) != 0,
            "there is a master",
            () => _daemon.Log
        );
        return found;
    }

    private static bool IsMaster(ProcessView process)
    {
        try
        {
            return process.IsLiving && process.CommandLine.StartsWith(SupervisordExecutable.Path, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static int NumberOf(string path) => int.TryParse(Path.GetExtension(path).AsSpan(1), out var number) ? number : 0;

    private static string TablesOf(string script, string table, string others) =>
        $"""
            [program.writer]
            command = ["{script}"]
            startsecs = 0
            autorestart = false
            stdout_logfile = "@/writer.log"
            {table}
            {others}
            """;
}
