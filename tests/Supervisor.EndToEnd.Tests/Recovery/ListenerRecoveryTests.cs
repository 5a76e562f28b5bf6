using System.Globalization;
using System.Text.Json;
using Supervisor.EndToEnd.Tests.Listeners;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Recovery;

/// <summary>Event listeners outlive masters: every event reaches them, one that comes twice with the same serial.</summary>
public sealed class ListenerRecoveryTests
{
    private const int Kills = 6;
    private const int EventsOfEach = 10;

    [SkippableTheory]
    [InlineData("0")]
    [InlineData("0.03")]
    public void Every_event_reaches_the_listener_and_twice_only_with_the_same_serial(string pause)
    {
        Host.Needs(ListenerScripts.Python);
        using var daemon = new RecoveryDaemon(
            $$"""
            [eventlistener.watch]
            command = ["{{ListenerScripts.Python}}", "@/listener.py", "{{pause}}", "@/events"]
            events = ["REMOTE_COMMUNICATION"]
            buffer_size = 1000
            """
        );
        File.WriteAllText(daemon.Process.At("listener.py"), Listener);
        daemon.Start();
        var listener = daemon.AwaitState("watch", "RUNNING").ProcessId;
        var number = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            for (var count = 0; count < EventsOfEach; count++)
                Send(daemon, ++number);
            Thread.Sleep(daemon.Random.Next(30));
            daemon.KillMaster();
        }
        Send(daemon, ++number);
        var wanted = Enumerable
            .Range(1, number)
            .Select(sent => sent.ToString(CultureInfo.InvariantCulture))
            .ToHashSet(StringComparer.Ordinal);
        Until.IsTrue(() => wanted.IsSubsetOf(Received(daemon).Select(one => one.Number)), "every event has come", () => daemon.Process.Log);
        // One that was sent again by a caller without an answer is another event; one serial is one event.
        foreach (var same in Received(daemon).GroupBy(one => one.Serial))
            same.Select(one => one.Number).Distinct().Count().ShouldBe(1);
        daemon.Report("watch").ProcessId.ShouldBe(listener);
        daemon.Process.Log.ShouldNotContain("has entered the UNKNOWN state");
        daemon.Process.Stop();
    }

    /// <summary>The protocol itself, so that it needs no module of the original's.</summary>
    private const string Listener = """
        import json, sys, time
        pause, path = float(sys.argv[1]), sys.argv[2]
        out = open(path, 'a', buffering=1)
        while True:
            sys.stdout.write('READY\n')
            sys.stdout.flush()
            headers = dict(word.split(':', 1) for word in sys.stdin.readline().split())
            payload = sys.stdin.read(int(headers['len']))
            out.write(json.dumps([headers['serial'], payload.split('\n')[1]]) + '\n')
            time.sleep(pause)
            sys.stdout.write('RESULT 2\nOK')
            sys.stdout.flush()
        """;

    private static void Send(RecoveryDaemon daemon, int number) =>
        Until.IsTrue(
            () => daemon.TryCall("supervisor.sendRemoteCommEvent", "n", number.ToString(CultureInfo.InvariantCulture)) == "1",
            "the event is taken",
            () => daemon.Process.Log
        );

    private static (string Serial, string Number)[] Received(RecoveryDaemon daemon) =>
        [
            .. daemon
                .Process.Lines("events")
                .Where(line => line.EndsWith(']'))
                .Select(line => JsonSerializer.Deserialize<string[]>(line)!)
                .Select(parts => (parts[0], parts[1])),
        ];
}
