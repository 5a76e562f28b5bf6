using System.Net;
using System.Net.Sockets;
using static Supervisor.Engine.Tests.Control.TextConfiguration;

namespace Supervisor.Engine.Tests.Sockets;

/// <summary>The sockets key: opened before the first spawn, there as long as the program is configured.</summary>
public sealed class ProgramSocketTests
{
    private const string One = "sockets = { a = 'unix://@/a' }";
    private const string Creating = "Creating socket unix://@/a";
    private const string Closing = "Closing socket unix://@/a";

    [Fact]
    public void A_socket_is_opened_before_the_first_spawn_and_stays_over_stops_and_deaths()
    {
        using var scene = new SocketScene(Program("web", "autostart = false", One));
        scene.Files.ShouldBeEmpty();
        scene.Control.Start("web");
        scene.Control.Pass(TimeSpan.FromSeconds(2));
        scene.Lines.ShouldBe([Creating]);
        scene.ModeOf("a").ShouldBe(0x1C0u);
        var passed = scene.PassedTo("web");
        scene.Control.Stop("web").Outcome.ShouldBe("web Success");
        scene.Connects("a").ShouldBeTrue("whoever connects while it is stopped waits for the next start");
        scene.Control.Start("web");
        scene.Control.Pass(TimeSpan.FromSeconds(2));
        scene.Control.Die("web", Supervisor.Posix.SignalNumber.Kill);
        scene.Control.Pass(TimeSpan.FromSeconds(2));
        scene.Control.Spawners.Spawned.Count.ShouldBe(3);
        scene.PassedTo("web").ShouldBe(passed);
        scene.Lines.ShouldBe([Creating]);
        scene.End();
        scene.Lines.ShouldBe([Creating, Closing]);
    }

    [Fact]
    public void Descriptors_come_in_the_order_of_the_key()
    {
        var port = SocketScene.FreePort();
        using var scene = new SocketScene(
            Program("web", $"sockets = {{ b = 'unix://@/b', http = 'tcp://127.0.0.1:{port}', a = 'unix://@/a' }}")
        );
        scene.Lines.ShouldBe(["Creating socket unix://@/b", $"Creating socket tcp://127.0.0.1:{port}", "Creating socket unix://@/a"]);
        scene.PassedTo("web").Length.ShouldBe(3);
        scene.PassedTo("web").ShouldBeUnique();
        scene.FastCgiSocketOf("web").ShouldBeNull();
        using (var client = new TcpClient())
            client.Connect(IPAddress.Loopback, port);
        scene.End();
    }

    [Fact]
    public void Processes_that_name_one_place_share_the_socket()
    {
        using var scene = new SocketScene(Program("web", "numprocs = 3", "process_name = '%(process_num)d'", One));
        scene.Lines.ShouldBe([Creating]);
        scene.PassedTo("1").ShouldBe(scene.PassedTo("0"));
        scene.PassedTo("2").ShouldBe(scene.PassedTo("0"));
        scene.Reload(Program("web", "numprocs = 1", "process_name = '%(process_num)d'", One));
        scene.Lines.ShouldBe([Creating]);
        scene.Reload("");
        scene.Lines.ShouldBe([Creating, Closing]);
        scene.Files.ShouldBeEmpty();
    }

    [Fact]
    public void A_reload_keeps_what_is_still_wanted()
    {
        using var scene = new SocketScene(Program("web", "sockets = { a = 'unix://@/a', b = 'unix://@/b' }"));
        var before = scene.PassedTo("web");
        scene.Reload(Program("web", "sockets = { c = 'unix://@/c', again = 'unix://@/a' }"));
        scene.Control.Spawners.Spawned.Count.ShouldBe(2);
        scene.Lines.ShouldBe([Creating, "Creating socket unix://@/b", "Closing socket unix://@/b", "Creating socket unix://@/c"]);
        scene.PassedTo("web")[1].ShouldBe(before[0]);
        scene.Files.ShouldBe(["a", "c"]);
        scene.Reload(Program("web"));
        scene.PassedTo("web").ShouldBeEmpty();
        scene.Files.ShouldBeEmpty();
    }

    [Fact]
    public void Mode_and_backlog_change_without_a_new_socket()
    {
        using var scene = new SocketScene(Program("web", One));
        var before = scene.PassedTo("web");
        scene.Reload(Program("web", "sockets = { a = { url = 'unix://@/a', mode = '0666', backlog = 9 } }"));
        scene.PassedTo("web").ShouldBe(before);
        scene.ModeOf("a").ShouldBe(0x1B6u);
        scene.Lines.ShouldBe([Creating]);
        scene.End();
    }

    [Fact]
    public void A_program_that_moves_into_a_group_takes_its_socket_along()
    {
        using var scene = new SocketScene(Program("web", One));
        scene.Reload(Program("web", One) + "[group.g]\nprograms = ['web']\n");
        scene.Control.StateOf("g:web").ShouldBe(Supervisor.Protocol.Processes.ProcessState.Running);
        scene.Lines.ShouldBe([Creating]);
        scene.Connects("a").ShouldBeTrue();
        scene.End();
    }

    [Fact]
    public void A_place_that_is_taken_fails_the_start_and_is_tried_again()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var scene = new SocketScene(Program("web", $"sockets = {{ http = 'tcp://127.0.0.1:{port}' }}"));
        var reason = $"Could not create socket tcp://127.0.0.1:{port}: Address already in use (EADDRINUSE)";
        scene.Control.Describe("web").SpawnError.ShouldBe(reason);
        scene.Control.Daemon.Lines.ShouldContain($"spawnerr: {reason}");
        taken.Stop();
        scene.Control.Pass(TimeSpan.FromSeconds(5));
        scene.Control.StateOf("web").ShouldBe(Supervisor.Protocol.Processes.ProcessState.Running);
        scene.PassedTo("web").Length.ShouldBe(1);
    }

    [Fact]
    public void What_is_no_socket_is_never_replaced()
    {
        using var scene = new SocketScene(Program("web", "autostart = false", One));
        File.WriteAllText(scene.At("a"), "precious");
        scene.Control.Start("web");
        scene.Control.Describe("web").SpawnError.ShouldContain("(EEXIST)");
        File.ReadAllText(scene.At("a")).ShouldBe("precious");
    }

    [Fact]
    public void A_file_that_was_removed_is_made_anew_by_the_next_start()
    {
        using var scene = new SocketScene(Program("web", One));
        var number = scene.PassedTo("web");
        File.Delete(scene.At("a"));
        scene.Control.Restart("web");
        scene.Control.Pass(TimeSpan.FromSeconds(2));
        scene.Connects("a").ShouldBeTrue();
        scene.PassedTo("web").ShouldBe(number, "another process may be about to get it");
        scene.Lines.ShouldBe([Creating, "Creating socket unix://@/a again, since its file was removed or replaced"]);
        scene.End();
    }

    [Fact]
    public void Each_run_of_a_single_process_begins_with_a_blocking_socket()
    {
        using var scene = new SocketScene(Program("web", One));
        var socket = scene.PassedTo("web")[0];
        IsNonBlocking(socket).ShouldBeFalse();
        Supervisor.Posix.Pipe.SetNonBlocking(socket);
        IsNonBlocking(socket).ShouldBeTrue();
        scene.Control.Restart("web");
        scene.Control.Pass(TimeSpan.FromSeconds(2));
        scene.PassedTo("web").ShouldBe([socket]);
        IsNonBlocking(socket).ShouldBeFalse();
    }

    [Fact]
    public void While_the_daemon_ends_nobody_waits_for_a_program_that_is_gone()
    {
        using var scene = new SocketScene(
            Program("web", One, "priority = 2") + Program("slow", "priority = 1", "stopwaitsecs = 100", "sockets = { s = 'unix://@/s' }")
        );
        scene.Control.Kernel.Stubborn.Add("slow");
        scene.Control.Send(Supervisor.Posix.SignalNumber.Terminate);
        scene.Connects("a").ShouldBeFalse();
        scene.Connects("s").ShouldBeTrue();
        scene.Files.ShouldBe(["s"]);
        scene.Control.Pass(TimeSpan.FromSeconds(101));
        scene.Files.ShouldBeEmpty();
    }

    /// <summary>The open flags, in octal, as proc(5) has them.</summary>
    private static bool IsNonBlocking(int descriptor)
    {
        const int NonBlocking = 0x800;
        var flags = File.ReadLines($"/proc/self/fdinfo/{descriptor}").First(line => line.StartsWith("flags:", StringComparison.Ordinal));
        return (Convert.ToInt32(flags["flags:".Length..].Trim(), 8) & NonBlocking) != 0;
    }
}
