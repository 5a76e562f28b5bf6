using System.Globalization;
using System.Net;
using System.Text.Json;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Abuse;

/// <summary>A gateway leaves and another takes its place, as in an upgrade, while clients call all the time.</summary>
public sealed class GatewayReplacementTests
{
    private const int Clients = 8;
    private const int Replacements = 15;
    private const int Upgrades = 3;

    [Fact]
    public Task Clients_that_call_all_the_time_have_each_call_answered_and_acted_on_once() =>
        CallMeanwhile(Replacements, (daemon, replacement) => daemon.ReplaceGateway(200 + (replacement % 2)));

    [Fact]
    public Task They_do_so_while_the_daemon_goes_over_to_another_executable() => CallMeanwhile(Upgrades, (daemon, _) => Upgrade(daemon));

    /// <summary>
    /// Half of the clients connect for each call and are never left without an answer. The others keep their connection, and ask once more
    /// when it has been closed before any byte of an answer, as Python's xmlrpc.client does. No call is acted on twice.
    /// </summary>
    private static async Task CallMeanwhile(int times, Action<ServedDaemon, int> replace)
    {
        using var daemon = new ServedDaemon();
        daemon.ShouldAnswer();
        using var isOver = new CancellationTokenSource();
        var clients = Enumerable
            .Range(0, Clients)
            .Select(number => new CallingClient(daemon, number, isLocal: number % 2 == 0, keepsConnection: number >= Clients / 2))
            .ToArray();
        var calling = clients.Select(client => client.StartCalling(isOver.Token)).ToArray();
        for (var time = 0; time < times; time++)
        {
            var before = clients.Select(client => client.Calls).ToArray();
            var gateways = daemon.Gateways;
            replace(daemon, time);
            Until.IsTrue(() => gateways.All(gateway => gateway.IsGone), "the gateway has left");
            Until.IsTrue(
                () => clients.Zip(before).All(pair => pair.First.Calls > pair.Second) || calling.Any(task => task.IsFaulted),
                "every client has been answered"
            );
        }
        await isOver.CancelAsync();
        await Task.WhenAll(calling);
        var calls = clients.SelectMany(client => client.Words).Order(StringComparer.Ordinal).ToArray();
        Until.IsTrue(() => daemon.Process.Lines("copy.log").Length >= calls.Length, "what was sent has been copied");
        daemon.Process.Lines("copy.log").Order(StringComparer.Ordinal).ShouldBe(calls);
        daemon.Process.Log.ShouldNotContain("ERRO");
        daemon.ShouldBeUntouched();
    }

    private static void Upgrade(ServedDaemon daemon)
    {
        using var caller = new HttpCaller(daemon.Process.At("s.sock"));
        var before = UpgradesOf(caller);
        var (status, body) = caller.Post("/api/v1/daemon/upgrade");
        status.ShouldBe(HttpStatusCode.OK, body);
        Until.IsTrue(() => UpgradesOf(caller) > before, "the daemon has gone over", () => daemon.Process.Log);
    }

    private static int UpgradesOf(HttpCaller caller)
    {
        using var description = JsonDocument.Parse(caller.Get("/api/v1/daemon"));
        return description.RootElement.GetProperty("upgrades").GetInt32();
    }

    /// <summary>Sends one word after the other to the standard input of a program.</summary>
    private sealed class CallingClient(ServedDaemon daemon, int number, bool isLocal, bool keepsConnection)
    {
        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
        private int _calls;

        public int Calls => Volatile.Read(ref _calls);

        public IEnumerable<string> Words => Enumerable.Range(0, _calls).Select(WordOf);

        public Task StartCalling(CancellationToken cancellation) =>
            Task.Factory.StartNew(
                () => CallUntil(cancellation),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            );

        private void CallUntil(CancellationToken cancellation)
        {
            RawConnection? connection = null;
            while (!cancellation.IsCancellationRequested)
            {
                var isKept = connection is not null;
                connection ??= Connect();
                connection.Send(Abuse.Calls.Post("supervisor.sendProcessStdin", "copy", WordOf(_calls) + "\n"));
                var answer = connection.TakeAnswerIfAny();
                if (answer is null && isKept && connection.HasNothing)
                {
                    connection.Dispose();
                    connection = null;
                    continue;
                }
                answer.ShouldNotBeNull($"call {_calls} of client {number}, over a connection that is {(isKept ? "kept" : "new")}");
                answer.ShouldContain("<boolean>1</boolean>");
                Interlocked.Increment(ref _calls);
                if (keepsConnection && !answer.Contains("\r\nConnection: close\r\n", StringComparison.Ordinal))
                    continue;
                connection.Dispose();
                connection = null;
            }
            connection?.Dispose();
        }

        /// <summary>Between connecting and asking a client may have something else to do.</summary>
        private RawConnection Connect()
        {
            var connection = daemon.Connect(isLocal);
            Thread.Sleep(Pause);
            return connection;
        }

        private string WordOf(int call) => string.Create(CultureInfo.InvariantCulture, $"{number}-{call}");
    }
}
