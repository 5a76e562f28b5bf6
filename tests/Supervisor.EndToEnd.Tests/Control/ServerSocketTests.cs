using System.Net;
using System.Net.Sockets;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Control;

public sealed class ServerSocketTests
{
    private const string Sleeper = "[program.sleeper]\ncommand = 'sleep 1000'\n";

    [Fact]
    public void A_port_in_use_refuses_the_start_and_leaves_nothing()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        using var daemon = new SupervisordProcess(
            $"[unix_http_server]\nfile = '@/s.sock'\n[inet_http_server]\nport = '127.0.0.1:{port}'\n" + Sleeper
        );
        var result = daemon.Run("-c", daemon.Configuration);
        result.ExitStatus.ShouldBe(2);
        result.Error.ShouldContain(
            "Error: Another program is already listening on a port that one of our HTTP servers is configured to use.  "
                + "Shut this program down first before starting supervisord."
        );
        result.Error.ShouldContain($"[inet_http_server] wants 127.0.0.1:{port}");
        File.Exists(daemon.At("s.sock")).ShouldBeFalse();
        // It ends a moment after its answer.
        Until.IsTrue(() => !File.Exists(daemon.PidFile), "the pid file is gone");
    }

    [Fact]
    public void What_lies_at_the_path_and_is_no_socket_refuses_the_start()
    {
        using var daemon = new SupervisordProcess("[unix_http_server]\nfile = '@/s.sock'\n" + Sleeper);
        File.WriteAllText(daemon.At("s.sock"), "precious");
        var result = daemon.Run("-c", daemon.Configuration);
        result.ExitStatus.ShouldBe(2);
        result.Error.ShouldContain("is there already and is no socket");
        daemon.Text("s.sock").ShouldBe("precious");
    }

    [Fact]
    public void A_socket_that_was_left_behind_is_replaced_and_one_that_was_removed_is_made_anew()
    {
        using var daemon = new SupervisordProcess("[unix_http_server]\nfile = '@/s.sock'\nchmod = '0770'\n" + Sleeper);
        using (var stale = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            // The framework removes the file of the name that it bound.
            stale.Bind(new UnixDomainSocketEndPoint(daemon.At("x.sock")));
            File.Move(daemon.At("x.sock"), daemon.At("s.sock"));
        }
        daemon.StartDaemon();
        using var caller = new HttpCaller(daemon.At("s.sock"));
        caller.StatusOf("/ok.html").ShouldBe(HttpStatusCode.OK);
        File.GetUnixFileMode(daemon.At("s.sock")).ShouldBe((UnixFileMode)0x1f8);
        File.Delete(daemon.At("s.sock"));
        Until.IsTrue(() => File.Exists(daemon.At("s.sock")), "the socket is there again", () => daemon.Log);
        caller.StatusOf("/ok.html").ShouldBe(HttpStatusCode.OK);
        daemon.Stop();
    }

    [Fact]
    public void Servers_follow_a_reload_and_those_that_stay_are_not_touched()
    {
        using var daemon = new SupervisordProcess(
            "[unix_http_server]\nfile = '@/s.sock'\n[unix_http_server.b]\nfile = '@/b.sock'\n" + Sleeper
        );
        daemon.StartDaemon();
        using var kept = new HttpCaller(daemon.At("s.sock"), keepsConnection: true);
        kept.StatusOf("/ok.html").ShouldBe(HttpStatusCode.OK);
        var sleeper = daemon.PidOf("sleeper");
        daemon.Configure(
            "[unix_http_server]\nfile = '@/s.sock'\nusername = 'u'\npassword = 'p'\n[unix_http_server.c]\nfile = '@/c.sock'\n" + Sleeper
        );
        daemon.Reload();
        File.Exists(daemon.At("b.sock")).ShouldBeFalse();
        using var added = new HttpCaller(daemon.At("c.sock"));
        added.StatusOf("/ok.html").ShouldBe(HttpStatusCode.OK);
        using var later = new HttpCaller(daemon.At("s.sock"));
        Until.IsTrue(() => later.StatusOf("/ok.html") == HttpStatusCode.Unauthorized, "the password is asked for");
        daemon.SpawnsOf("sleeper").ShouldBe([sleeper]);
        daemon.Stop();
    }

    [Fact]
    public void A_user_who_is_not_allowed_is_refused()
    {
        using var daemon = new SupervisordProcess(
            "[unix_http_server]\nfile = '@/s.sock'\nchmod = '0777'\nallow_users = [65534]\n" + Sleeper
        );
        daemon.StartDaemon();
        using var caller = new HttpCaller(daemon.At("s.sock"));
        // The daemon's own user is always allowed.
        caller.StatusOf("/ok.html").ShouldBe(HttpStatusCode.OK);
        daemon.Stop();
    }
}
