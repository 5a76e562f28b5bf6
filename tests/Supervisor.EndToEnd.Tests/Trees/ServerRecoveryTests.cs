using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Trees;

/// <summary>Servers whose main process is killed leave workers behind that hold the port: with the tree ended first they come back.</summary>
public sealed class ServerRecoveryTests
{
    private const int KillsInARow = 3;

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nginx_is_served_again_after_its_main_process_was_killed(bool controlGroups)
    {
        var nginx = Host.Needs("nginx");
        var port = FreePort();
        using var daemon = new SupervisordProcess(
            $"""
            [program.nginx]
            command = ["{nginx}", "-e", "@/nginx.error", "-p", "@", "-c", "@/nginx.conf"]
            stop_scope = "tree"
            stopsignal = "QUIT"
            """,
            ControlGroups(controlGroups)
        );
        File.WriteAllText(
            daemon.At("nginx.conf"),
            $$"""
            daemon off;
            worker_processes 2;
            pid {{daemon.At("nginx.pid")}};
            events { worker_connections 64; }
            http { access_log off; server { listen 127.0.0.1:{{port}}; return 200 "served"; } }
            """
        );
        daemon.StartDaemon();
        KillRepeatedly(daemon, "nginx", () => Answers(port));
        daemon.Stop();
        Answers(port).ShouldBeFalse();
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void PostgreSQL_is_served_again_after_its_main_process_was_killed(bool controlGroups)
    {
        Host.NeedsRoot();
        Host.NeedsUser("postgres");
        var programs = Postgres();
        using var daemon = new SupervisordProcess("", ControlGroups(controlGroups));
        var data = Directory.CreateDirectory(daemon.At("data")).FullName;
        Command.Run(["chown", "postgres:", data]).ExitStatus.ShouldBe(0);
        var made = Command.Run(
            ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", programs + "/initdb", "-D", data, "-A", "trust", "-N"],
            "/"
        );
        Skip.If(made.ExitStatus != 0, "initdb fails here: " + made.Error);
        var port = FreePort();
        daemon.Configure(
            $"""
            [program.postgres]
            command = ["{programs}/postgres", "-D", "{data}", "-p", "{port}", "-k", "{data}", "-h", "127.0.0.1"]
            user = "postgres"
            stop_scope = "tree"
            stopsignal = "INT"
            """,
            ControlGroups(controlGroups)
        );
        daemon.StartDaemon();
        KillRepeatedly(daemon, "postgres", () => Command.Run([programs + "/pg_isready", "-h", data, "-p", Text(port)]).ExitStatus == 0);
        daemon.Stop();
    }

    private static void KillRepeatedly(SupervisordProcess daemon, string program, Func<bool> isServing)
    {
        for (var spawn = 1; spawn <= KillsInARow; spawn++)
        {
            Until.IsTrue(isServing, $"{program} is served", () => daemon.Log);
            var main = new ProcessView(daemon.PidOf(program, spawn));
            var children = main.Children();
            children.ShouldNotBeEmpty();
            Signals.Send(main.ProcessId, Signals.Kill);
            daemon.PidOf(program, spawn + 1);
            children.ShouldAllBe(child => !child.IsLiving, daemon.Log);
        }
        Until.IsTrue(isServing, $"{program} is served", () => daemon.Log);
        daemon.Log.ShouldNotContain("entered FATAL state");
    }

    private static bool Answers(int port)
    {
        using var client = new HttpClient();
        try
        {
            return client.GetStringAsync(new Uri($"http://127.0.0.1:{Text(port)}/")).GetAwaiter().GetResult() == "served";
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string Postgres()
    {
        const string Versions = "/usr/lib/postgresql";
        var found = Directory.Exists(Versions)
            ? Directory
                .EnumerateDirectories(Versions)
                .Select(version => version + "/bin")
                .FirstOrDefault(bin => File.Exists(bin + "/initdb"))
            : null;
        Skip.If(found is null, "PostgreSQL is not installed");
        return found!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string ControlGroups(bool areUsed) => $"control_groups = {(areUsed ? "true" : "false")}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
