using System.Net;
using System.Net.Sockets;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Gateway;
using Supervisor.Engine.Keeping;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Gateway;

public sealed class ControlServersTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("servers-").FullName;
    private readonly RecordedLog _log = new();
    private readonly ControlServers _servers;

    public ControlServersTests() => _servers = new ControlServers(new KeptListeners(new NoKeeper()), _log);

    public void Dispose()
    {
        _servers.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void What_is_configured_can_be_connected_to_and_its_files_go_with_it()
    {
        _servers.Open([Unix("a"), Loopback(0)]).ShouldBeNull();
        Connects("a").ShouldBeTrue();
        _servers.All.Select(server => server.Describe().Address).ShouldBe(["unix://" + At("a"), "tcp://127.0.0.1:0"]);
        _servers.Dispose();
        Directory.GetFileSystemEntries(_directory).ShouldBeEmpty();
    }

    [Fact]
    public void A_reload_touches_only_what_is_different()
    {
        _servers.Open([Unix("stays"), Unix("goes")]).ShouldBeNull();
        var stays = _servers.All[0].Socket;
        _servers.Apply([Unix("comes"), Unix("stays") with { UserName = "me", Password = "secret" }]);
        _servers.All.Select(server => server.Socket.Path).ShouldBe([At("stays"), At("comes")]);
        _servers.All[0].Socket.ShouldBeSameAs(stays);
        _servers.All[0].Describe().UserName.ShouldBe("me");
        Connects("stays").ShouldBeTrue();
        Connects("comes").ShouldBeTrue();
        File.Exists(At("goes")).ShouldBeFalse();
        Told(DaemonLogLevel.Info).ShouldContain($"no longer serves {At("goes")}");
        Told(DaemonLogLevel.Info).ShouldContain($"serves {At("comes")}");
    }

    [Theory]
    [InlineData(0x1FFu)]
    [InlineData(0x180u)]
    public void Another_mode_is_another_socket(uint mode)
    {
        const uint Before = 0x1C0;
        _servers.Open([Unix("a") with { Mode = Before }]).ShouldBeNull();
        _servers.Apply([Unix("a") with { Mode = mode }]);
        FileStatus.Read(At("a"), out var status).ShouldBe(0);
        status.Mode.ShouldBe(mode);
        Connects("a").ShouldBeTrue();
        _servers.All.Count.ShouldBe(1);
    }

    [Fact]
    public void What_lies_there_and_is_no_socket_is_left_and_the_start_fails_with_nothing_open()
    {
        File.WriteAllText(At("a"), "precious");
        _servers
            .Open([Unix("b"), Unix("a")])
            .ShouldBe($"Error: Cannot open an HTTP server: {At("a")} of [unix_http_server] is there already and is no socket");
        File.ReadAllText(At("a")).ShouldBe("precious");
        File.Exists(At("b")).ShouldBeFalse();
        _servers.All.ShouldBeEmpty();
    }

    [Fact]
    public void A_port_in_use_is_said_in_the_words_of_the_original()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        _servers
            .Open([Loopback(port)])
            .ShouldNotBeNull()
            .ShouldStartWith("Error: Another program is already listening on a port that one of our HTTP servers is configured to use.  ");
        _servers.All.ShouldBeEmpty();
    }

    [Fact]
    public void On_a_reload_what_cannot_be_had_is_said_and_the_others_serve()
    {
        _servers.Open([Unix("a")]).ShouldBeNull();
        File.WriteAllText(At("b"), "precious");
        _servers.Apply([Unix("b"), Unix("a"), Unix("c")]);
        _servers.All.Select(server => server.Socket.Path).ShouldBe([At("a"), At("c")]);
        Told(DaemonLogLevel.Error).ShouldHaveSingleItem().ShouldContain($"{At("b")} of [unix_http_server] is there already");
    }

    [Fact]
    public void A_socket_that_somebody_left_is_replaced()
    {
        using (var left = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            left.Bind(new UnixDomainSocketEndPoint(At("moved")));
            // .NET removes the name that it knows.
            File.Move(At("moved"), At("a"));
        }
        _servers.Open([Unix("a")]).ShouldBeNull();
        Connects("a").ShouldBeTrue();
        Told(DaemonLogLevel.Info).ShouldContain($"Unlinking stale socket {At("a")}");
    }

    [Fact]
    public void One_whose_file_is_removed_is_made_anew()
    {
        _servers.Open([Unix("a"), Unix("b")]).ShouldBeNull();
        _servers.ReopenLost().ShouldBeFalse();
        File.Delete(At("a"));
        _servers.ReopenLost().ShouldBeTrue();
        Connects("a").ShouldBeTrue();
        Told(DaemonLogLevel.Warn).ShouldBe([$"{At("a")} was removed by somebody and has been made anew"]);
        _servers.ReopenLost().ShouldBeFalse();
    }

    [Fact]
    public void One_that_cannot_be_made_anew_is_said()
    {
        _servers.Open([Unix("a")]).ShouldBeNull();
        File.Delete(At("a"));
        Directory.CreateDirectory(At("a"));
        _servers.ReopenLost().ShouldBeFalse();
        Told(DaemonLogLevel.Error).ShouldBe([$"{At("a")} was removed by somebody and cannot be made anew: File exists (EEXIST)"]);
    }

    [Fact]
    public void One_that_asks_for_no_password_is_called_critical()
    {
        _servers.Open([Unix("a") with { UserName = "me", Password = "secret" }]).ShouldBeNull();
        Told(DaemonLogLevel.Critical).ShouldBeEmpty();
        _servers.Apply([Unix("b")]);
        Told(DaemonLogLevel.Critical).ShouldBe(["Server 'unix_http_server' running without any HTTP authentication checking"]);
    }

    private ServerSettings.UnixSocket Unix(string name) => new("unix_http_server", At(name), 0x1C0, null, null, null, null);

    private static ServerSettings.Inet Loopback(int port) =>
        new("inet_http_server", "127.0.0.1", port, null, null) { Address = IPAddress.Loopback };

    private string At(string name) => Path.Join(_directory, name);

    private string[] Told(DaemonLogLevel level) => [.. _log.Lines.Where(line => line.Level == level).Select(line => line.Line)];

    private bool Connects(string name)
    {
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            client.Connect(new UnixDomainSocketEndPoint(At(name)));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
