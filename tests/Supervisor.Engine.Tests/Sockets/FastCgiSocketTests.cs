using System.Net;
using System.Net.Sockets;
using Supervisor.Posix;
using Supervisor.Protocol.Processes;
using static Supervisor.Engine.Tests.Control.TextConfiguration;

namespace Supervisor.Engine.Tests.Sockets;

/// <summary>FastCGI programs: one socket as descriptor 0, there as long as any of the processes runs or is to run again.</summary>
public sealed class FastCgiSocketTests
{
    private const string Creating = "Creating socket unix://@/f";
    private const string Closing = "Closing socket unix://@/f";
    private const string Two = "numprocs = 2\nprocess_name = 'f%(process_num)d'";

    [Fact]
    public void The_processes_share_one_socket_which_goes_with_the_last_of_them()
    {
        using var scene = new SocketScene(FastCgi("f", Two));
        scene.Lines.ShouldBe([Creating]);
        scene.FastCgiSocketOf("f0").ShouldNotBeNull();
        scene.FastCgiSocketOf("f1").ShouldBe(scene.FastCgiSocketOf("f0"));
        scene.PassedTo("f0").ShouldBeEmpty();
        scene.Control.Stop("f:f0");
        scene.Lines.ShouldBe([Creating]);
        scene.Connects("f").ShouldBeTrue();
        scene.Control.Stop("f:f1");
        scene.Lines.ShouldBe([Creating, Closing]);
        scene.Files.ShouldBeEmpty();
        scene.Control.Start("f:f1");
        scene.Lines.ShouldBe([Creating, Closing, Creating]);
        scene.End();
    }

    [Fact]
    public void It_stays_while_its_only_process_is_started_again()
    {
        using var scene = new SocketScene(FastCgi("f", "startsecs = 5", "restart_delay = 3"));
        var socket = scene.FastCgiSocketOf("f");
        scene.Control.Die("f", SignalNumber.Kill);
        scene.Control.StateOf("f").ShouldBe(ProcessState.Backoff);
        scene.Connects("f").ShouldBeTrue();
        scene.Control.Pass(TimeSpan.FromSeconds(10));
        scene.Control.StateOf("f").ShouldBe(ProcessState.Running);
        scene.Control.Die("f", SignalNumber.Kill);
        scene.Connects("f").ShouldBeTrue();
        scene.Control.Pass(TimeSpan.FromSeconds(3));
        scene.FastCgiSocketOf("f").ShouldBe(socket);
        scene.Control.Spawners.Spawned.Count.ShouldBe(3);
        scene.Lines.ShouldBe([Creating]);
    }

    [Fact]
    public void It_goes_when_nothing_will_start_its_process_again()
    {
        using var scene = new SocketScene(FastCgi("f", "autorestart = false"));
        scene.Control.Exit("f", 0);
        scene.Lines.ShouldBe([Creating, Closing]);
        using var failing = new SocketScene(FastCgi("f", "autostart = false", "startretries = 0"));
        failing.Control.Spawners.Failing.Add("f");
        failing.Control.Start("f");
        failing.Connects("f").ShouldBeTrue("it may be tried again");
        failing.Control.Pass(TimeSpan.FromSeconds(5));
        failing.Control.StateOf("f").ShouldBe(ProcessState.Fatal);
        failing.Lines.ShouldBe([Creating, Closing]);
    }

    [Fact]
    public void A_restart_that_was_waited_for_and_is_called_off_gives_it_up()
    {
        using var scene = new SocketScene(FastCgi("f", "autorestart = true", "restart_delay = 60"));
        scene.Control.Exit("f", 0);
        scene.Lines.ShouldBe([Creating]);
        scene.Control.Stop("f");
        scene.Lines.ShouldBe([Creating, Closing]);
    }

    [Fact]
    public void In_a_group_it_has_its_socket_as_well()
    {
        using var scene = new SocketScene(FastCgi("f", Two) + Program("web") + "[group.g]\nprograms = ['f', 'web']\n");
        scene.Lines.ShouldBe([Creating]);
        scene.FastCgiSocketOf("f0").ShouldNotBeNull();
        scene.FastCgiSocketOf("web").ShouldBeNull();
        scene.Control.Stop("g:*");
        scene.Lines.ShouldBe([Creating, Closing]);
    }

    [Fact]
    public void It_has_no_standard_input_besides()
    {
        using var scene = new SocketScene(FastCgi("f") + Program("web"));
        scene.Control.Spawners.Requests["f"].Descriptors.StdinWriter.ShouldBeNull();
        scene.Control.Spawners.Requests["web"].Descriptors.StdinWriter.ShouldNotBeNull();
        var answer = scene.Control.Ask(
            new Supervisor.Protocol.Requests.Request.WriteStandardInput(new ProcessName("f", "f"), "text"u8.ToArray())
        );
        answer.Refusal.ShouldStartWith("NoFile");
    }

    [Fact]
    public void A_program_that_becomes_FastCGI_while_it_is_stopped_holds_nothing()
    {
        using var scene = new SocketScene(Program("f", "sockets = { s = 'unix://@/f' }"));
        scene.Control.Stop("f");
        scene.Lines.ShouldBe([Creating]);
        scene.Reload(FastCgi("f"));
        scene.Control.StateOf("f").ShouldBe(ProcessState.Stopped);
        scene.Lines.ShouldBe([Creating, Creating, Closing, Closing]);
        scene.Files.ShouldBeEmpty();
    }

    [Fact]
    public void A_reload_that_restarts_the_process_keeps_the_socket()
    {
        using var scene = new SocketScene(FastCgi("f"));
        var socket = scene.FastCgiSocketOf("f");
        scene.Reload(FastCgi("f", "umask = '077'"));
        scene.Control.Spawners.Spawned.Count.ShouldBe(2);
        scene.FastCgiSocketOf("f").ShouldBe(socket);
        scene.Lines.ShouldBe([Creating]);
        scene.Reload(FastCgi("f", "umask = '077'\nsockets = { s = 'unix://@/s' }"));
        scene.FastCgiSocketOf("f").ShouldBe(socket);
        scene.PassedTo("f").Length.ShouldBe(1);
        scene.End();
    }

    [Fact]
    public void A_new_socket_is_tried_before_a_reload_changes_anything()
    {
        using var scene = new SocketScene(Program("web"));
        Directory.CreateDirectory(scene.At("f"));
        scene.Reload(FastCgi("f"));
        scene.Control.Daemon.Lines.ShouldContain("the configuration was not reloaded: nothing has been changed");
        scene.Lines.ShouldBe([Creating, "Could not create FastCGI socket unix://@/f: File exists (EEXIST)"]);
        scene.Control.StateOf("web").ShouldBe(ProcessState.Running);
        Directory.Delete(scene.At("f"));
        scene.Reload(FastCgi("f"));
        scene.Control.StateOf("f").ShouldBe(ProcessState.Running);
        scene.Lines[2..].ShouldBe([Creating, Closing, Creating]);
        scene.Reload(FastCgi("f", "priority = 1"));
        scene.Lines.Length.ShouldBe(5, "what is in use is not tried");
        scene.End();
    }

    [Fact]
    public void Where_another_program_still_listens_a_reload_goes_on()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var scene = new SocketScene(Program("web"));
        scene.Reload(
            $"[fcgi-program.f]\ncommand = '/bin/f'\nstdout_logfile = 'NONE'\nstderr_logfile = 'NONE'\nsocket = 'tcp://127.0.0.1:{port}'\n"
        );
        scene
            .Control.Describe("f")
            .SpawnError.ShouldStartWith($"Could not create FastCGI socket tcp://127.0.0.1:{port}: Address already in use");
        taken.Stop();
        scene.Control.Pass(TimeSpan.FromSeconds(10));
        scene.Control.StateOf("f").ShouldBe(ProcessState.Running);
    }

    private static string FastCgi(string name, params ReadOnlySpan<string> lines) =>
        Program(name, ["socket = 'unix://@/f'", .. lines]).Replace("[program.", "[fcgi-program.", StringComparison.Ordinal);
}
