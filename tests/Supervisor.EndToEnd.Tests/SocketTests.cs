using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests;

/// <summary>Sockets that the daemon listens on and gives to programs.</summary>
public sealed class SocketTests
{
    /// <summary>Answers one connection with its pid and ends.</summary>
    private const string AnswerOnce = """
        const server = require('net').createServer(client => {
            server.close();
            client.end(process.pid + '\n', () => process.exit(0));
        });
        if (process.env.LISTEN_PID != process.pid) process.exit(3);
        server.listen({ fd: 3 });
        """;

    [Fact]
    public void A_program_finds_its_sockets_from_descriptor_three_on_and_its_own_pid()
    {
        using var daemon = new SupervisordProcess(
            """
            [program.web]
            command = "sleep 1000"
            numprocs = 3
            process_name = "web%(process_num)d"
            sockets = { one = "unix://@/one", shared = { url = "unix://@/shared", mode = "0666" }, own = "unix://@/own%(process_num)d" }
            environment = { LISTEN_PID = "1", LISTEN_FDS = "9" }
            [program.plain]
            command = "sleep 1000"
            """
        );
        daemon.StartDaemon("env", "LISTEN_PID=77", "LISTEN_FDS=5", "LISTEN_FDNAMES=x");
        ProcessView[] web = [.. Enumerable.Range(0, 3).Select(number => new ProcessView(daemon.PidOf($"web{number}")))];
        foreach (var process in web)
        {
            process
                .Environment()
                .Where(entry => entry.StartsWith("LISTEN_", StringComparison.Ordinal))
                .Order()
                .ShouldBe(["LISTEN_FDNAMES=one:shared:own", "LISTEN_FDS=3", $"LISTEN_PID={process.ProcessId}"]);
            process.Descriptors().Keys.Order().ShouldBe([0, 1, 2, 3, 4, 5]);
            process.Descriptors()[3].ShouldBe(web[0].Descriptors()[3]);
            process.Descriptors()[4].ShouldBe(web[0].Descriptors()[4]);
        }
        web.Select(process => process.Descriptors()[5]).ShouldBeUnique();
        web[0].Descriptors()[3].ShouldStartWith("socket:");
        File.GetUnixFileMode(daemon.At("shared")).ShouldBe((UnixFileMode)0x1b6);
        var plain = new ProcessView(daemon.PidOf("plain"));
        plain.Environment().ShouldNotContain(entry => entry.StartsWith("LISTEN_", StringComparison.Ordinal));
        plain.Descriptors().Keys.Order().ShouldBe([0, 1, 2]);
        daemon.Stop();
        Directory.GetFiles(daemon.Directory).ShouldNotContain(daemon.At("one"));
    }

    [Fact]
    public void Nobody_is_refused_while_a_program_is_restarted()
    {
        var port = FreePort();
        string Program(int seconds) =>
            $"[program.web]\ncommand = 'sleep {seconds}'\nsockets = {{ http = 'tcp://127.0.0.1:{port}', local = 'unix://@/local' }}\n";
        using var daemon = new SupervisordProcess(Program(1000));
        daemon.StartDaemon();
        EndPoint[] places = [new IPEndPoint(IPAddress.Loopback, port), new UnixDomainSocketEndPoint(daemon.At("local"))];
        var spawns = 1;
        for (var round = 1; round <= 3; round++)
        {
            Knocking.While(
                () =>
                {
                    Signals.Send(daemon.PidOf("web", spawns), Signals.Kill);
                    daemon.PidOf("web", ++spawns);
                },
                places
            );
            daemon.Configure(Program(1000 + round));
            Knocking.While(
                () =>
                {
                    daemon.Reload();
                    daemon.PidOf("web", ++spawns);
                },
                places
            );
        }
        daemon.Stop();
        daemon.Log.Split($"Creating socket tcp://127.0.0.1:{port}\n").Length.ShouldBe(2, daemon.Log);
        daemon.Log.Split($"Closing socket tcp://127.0.0.1:{port}\n").Length.ShouldBe(2, daemon.Log);
    }

    [SkippableFact]
    public void Every_connection_is_answered_although_the_program_ends_after_each()
    {
        var node = Host.Needs("node");
        var port = FreePort();
        using var daemon = new SupervisordProcess(
            $$"""
            [program.once]
            command = "{{node}} @/once.js"
            sockets = { http = "tcp://127.0.0.1:{{port}}" }
            startsecs = 0
            autorestart = true
            """
        );
        File.WriteAllText(daemon.At("once.js"), AnswerOnce);
        daemon.StartDaemon();
        var pids = Enumerable.Range(0, 4).Select(_ => Ask(port)).ToArray();
        pids.ShouldBeUnique();
        pids.ShouldBeSubsetOf(daemon.SpawnsOf("once"));
        daemon.Stop();
    }

    [Fact]
    public void FastCGI_processes_share_descriptor_zero_in_a_group_too()
    {
        using var daemon = new SupervisordProcess(
            """
            [fcgi-program.f]
            command = "sleep 1000"
            socket = "unix://@/f"
            socket_mode = "0770"
            numprocs = 2
            process_name = "f%(process_num)d"
            startsecs = 0
            autorestart = false
            [group.g]
            programs = ["f"]
            """
        );
        daemon.StartDaemon();
        var first = new ProcessView(daemon.PidOf("f0"));
        var second = new ProcessView(daemon.PidOf("f1"));
        first.Descriptors()[0].ShouldStartWith("socket:");
        second.Descriptors()[0].ShouldBe(first.Descriptors()[0]);
        first.Descriptors().Keys.Order().ShouldBe([0, 1, 2]);
        File.GetUnixFileMode(daemon.At("f")).ShouldBe((UnixFileMode)0x1f8);
        Signals.Send(first.ProcessId, Signals.Kill);
        daemon.WaitForLog("exited: f0 (");
        File.Exists(daemon.At("f")).ShouldBeTrue();
        Signals.Send(second.ProcessId, Signals.Kill);
        // The first time is the check when the configuration was loaded.
        daemon.WaitForLog($"Closing socket unix://{daemon.At("f")}", times: 2);
        File.Exists(daemon.At("f")).ShouldBeFalse();
        SupervisordProcess.Occurrences(daemon.Log, $"Creating socket unix://{daemon.At("f")}").ShouldBe(2);
        daemon.Stop();
    }

    [Fact]
    public void A_FastCGI_socket_that_cannot_be_had_is_told_before_anything_starts()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var daemon = new SupervisordProcess(
            $"[fcgi-program.f]\ncommand = 'sleep 1000'\nsocket = 'tcp://127.0.0.1:{port}'\n[program.web]\ncommand = 'sleep 1000'\n"
        );
        var result = daemon.Run("-c", daemon.Configuration);
        result.ExitStatus.ShouldBe(1);
        result.Error.ShouldContain($"Error: Could not create FastCGI socket tcp://127.0.0.1:{port}: Address already in use (EADDRINUSE)");
        daemon.Log.ShouldNotContain("spawned:");
    }

    [SkippableFact]
    public void A_unix_socket_belongs_to_the_user_of_its_program()
    {
        Host.NeedsRoot();
        Host.NeedsUser("nobody");
        using var daemon = new SupervisordProcess(
            """
            [program.web]
            command = "sleep 1000"
            user = "nobody"
            sockets = { s = "unix://@/s" }
            """
        );
        daemon.StartDaemon();
        daemon.PidOf("web");
        var owner = Command.Run(["stat", "-c", "%U %a", daemon.At("s")]).Output;
        owner.ShouldBe("nobody 700\n");
        daemon.Stop();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The pid of the process that has answered.</summary>
    private static int Ask(int port)
    {
        using var client = new TcpClient();
        client.Connect(IPAddress.Loopback, port);
        using var reader = new StreamReader(client.GetStream());
        return int.Parse(reader.ReadToEnd(), CultureInfo.InvariantCulture);
    }
}
