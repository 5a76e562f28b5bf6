using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Recovery;

/// <summary>Listening sockets, after both keeper and master were killed.</summary>
public sealed class SocketRecoveryTests
{
    /// <summary>Answers each connection on the descriptor with its pid.</summary>
    private const string Server = """
        import os, socket, sys
        listener = socket.socket(fileno=int(sys.argv[1]))
        while True:
            client, _ = listener.accept()
            client.sendall(b"%d" % os.getpid())
            client.close()
        """;

    [SkippableTheory]
    [InlineData("unix")]
    [InlineData("tcp")]
    public void What_a_program_listens_on_is_taken_from_it(string kind)
    {
        var python = Host.Needs("python3");
        var port = FreePort();
        var url = kind == "unix" ? "unix://@/f.sock" : $"tcp://127.0.0.1:{port}";
        var own = kind == "unix" ? "unix://@/w.sock" : $"tcp://127.0.0.1:{FreePort()}";
        using var daemon = new RecoveryDaemon(
            $$"""
            [fcgi-program.f]
            command = ["{{python}}", "@/server.py", "0"]
            socket = "{{url}}"
            process_name = "f%(process_num)d"
            numprocs = 2
            [program.w]
            command = ["{{python}}", "@/server.py", "3"]
            sockets = { web = "{{own}}" }
            """
        );
        File.WriteAllText(daemon.Process.At("server.py"), Server);
        daemon.Start();
        var first = daemon.AwaitState("f:f0", "RUNNING").ProcessId;
        var second = daemon.AwaitState("f:f1", "RUNNING").ProcessId;
        var web = daemon.AwaitState("w", "RUNNING").ProcessId;
        EndPoint place =
            kind == "unix" ? new UnixDomainSocketEndPoint(daemon.Process.At("f.sock")) : new IPEndPoint(IPAddress.Loopback, port);
        Ask(place).ShouldBeOneOf(first, second);
        var inode = new ProcessView(first).Descriptors()[0];
        var webInode = new ProcessView(web).Descriptors()[3];
        daemon.KillBoth();
        Ask(place).ShouldBeOneOf(first, second);
        daemon.StartAgain();
        daemon.AwaitState("f:f0", "RUNNING").ProcessId.ShouldBe(first);
        Ask(place).ShouldBeOneOf(first, second);
        daemon.Process.Log.ShouldContain(
            $"socket {url.Replace("@", daemon.Process.Directory, StringComparison.Ordinal)} is taken from pid "
        );
        daemon.TryCall("supervisor.stopProcess", "f:f0").ShouldBe("1");
        daemon.TryCall("supervisor.stopProcess", "w").ShouldBe("1");
        daemon.TryCall("supervisor.startProcess", "f:f0").ShouldBe("1");
        daemon.TryCall("supervisor.startProcess", "w").ShouldBe("1");
        var third = daemon.AwaitState("f:f0", "RUNNING").ProcessId;
        new ProcessView(third).Descriptors()[0].ShouldBe(inode);
        new ProcessView(daemon.Report("w").ProcessId).Descriptors()[3].ShouldBe(webInode);
        daemon.TryCall("supervisor.stopProcess", "f:f1").ShouldBe("1");
        Ask(place).ShouldBe(third);
        daemon.Process.Stop();
        File.Exists(daemon.Process.At("f.sock")).ShouldBeFalse();
        File.Exists(daemon.Process.At("w.sock")).ShouldBeFalse();
    }

    [Fact]
    public void What_nobody_has_open_any_more_is_made_anew()
    {
        using var daemon = new RecoveryDaemon(
            """
            [program.w]
            command = ["sh", "-c", "exec 3>&-; exec sleep 1000"]
            sockets = { web = "unix://@/w.sock" }
            """
        );
        daemon.Start();
        var before = daemon.AwaitState("w", "RUNNING").ProcessId;
        daemon.KillBoth();
        daemon.StartAgain();
        daemon.AwaitState("w", "RUNNING").ProcessId.ShouldBe(before);
        daemon.Process.WaitForLog("w.sock open to be taken: it is made anew");
        daemon.TryCall("supervisor.stopProcess", "w").ShouldBe("1");
        daemon.TryCall("supervisor.startProcess", "w").ShouldBe("1");
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(daemon.Process.At("w.sock")));
        daemon.Process.Stop();
    }

    /// <summary>The gateway of the old master is still there when the new one asks for the port: it is stopped, and goes on later.</summary>
    [Fact]
    public void The_servers_own_sockets_are_had_again_while_an_old_gateway_still_ends()
    {
        var port = FreePort();
        using var daemon = new RecoveryDaemon($"[inet_http_server]\nport = '127.0.0.1:{port}'\n[program.w]\ncommand = 'sleep 1000'\n");
        daemon.Start();
        var before = daemon.AwaitState("w", "RUNNING").ProcessId;
        Connect(port);
        var gateway = daemon.PidsOf("--gateway").ShouldHaveSingleItem();
        Signals.Send(gateway, Signals.Stop);
        daemon.KillBoth();
        using var later = new Timer(
            _ => Signals.Send(gateway, Signals.Continue),
            null,
            TimeSpan.FromMilliseconds(300),
            Timeout.InfiniteTimeSpan
        );
        daemon.StartAgain();
        daemon.AwaitState("w", "RUNNING").ProcessId.ShouldBe(before);
        Until.IsTrue(() => !new ProcessView(gateway).IsLiving, "the old gateway has ended");
        Connect(port);
        daemon.Process.Log.ShouldNotContain("Another program is already listening");
        daemon.Process.Stop();
    }

    private static void Connect(int port)
    {
        using var client = new TcpClient();
        client.Connect(IPAddress.Loopback, port);
        using var stream = client.GetStream();
        stream.Write("GET / HTTP/1.0\r\n\r\n"u8);
        stream.ReadByte().ShouldBe('H');
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The pid of the process that has answered.</summary>
    private static int Ask(EndPoint place)
    {
        using var client = new Socket(
            place.AddressFamily,
            SocketType.Stream,
            place is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified
        );
        client.Connect(place);
        using var reader = new StreamReader(new NetworkStream(client));
        return int.Parse(reader.ReadToEnd(), CultureInfo.InvariantCulture);
    }
}
