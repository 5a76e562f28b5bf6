using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests;

/// <summary>The protocol of sd_notify(3), with a socket of the test's in the place of systemd.</summary>
public sealed class ServiceManagerTests
{
    private const string Sleeper = "[program.sleeper]\ncommand = 'sleep 1000'\n";
    private const string Server = "[unix_http_server]\nfile = '@/s.sock'\n";

    [Fact]
    public void In_the_foreground_the_manager_is_told_of_start_reload_and_end()
    {
        using var daemon = new SupervisordProcess(Sleeper);
        using var manager = SyslogReceiver.Local(daemon.At("notify"));
        daemon.StartInForeground("env", $"NOTIFY_SOCKET={daemon.At("notify")}");
        manager.WaitFor("READY=1\n", $"MAINPID={daemon.ProcessId}\n", "STATUS=The programs are supervised");
        new ProcessView(daemon.PidOf("sleeper")).Environment().ShouldNotContain(entry => entry.StartsWith("NOTIFY_SOCKET="));
        daemon.Reload();
        manager.WaitFor("RELOADING=1\nMONOTONIC_USEC=", "STATUS=Reading the configuration");
        manager.WaitFor("READY=1\n", "STATUS=The configuration has been reloaded");
        daemon.Stop();
        manager.WaitFor("STOPPING=1\n");
    }

    [Fact]
    public void A_restart_by_request_is_no_end_for_the_manager()
    {
        using var daemon = new SupervisordProcess(Server + Sleeper);
        using var manager = SyslogReceiver.Local(daemon.At("notify"));
        daemon.StartInForeground("env", $"NOTIFY_SOCKET={daemon.At("notify")}");
        manager.WaitFor("READY=1\n");
        using var caller = new HttpCaller(daemon.At("s.sock"));
        caller.Call("supervisor.restart").ShouldBe("1");
        manager.WaitFor("RELOADING=1\n", "STATUS=Stopping the programs to begin anew");
        daemon.PidOf("sleeper", spawn: 2);
        Until.IsTrue(
            () => manager.Messages.Count(message => message.StartsWith("READY=1\n", StringComparison.Ordinal)) == 2,
            "it is ready again"
        );
        manager.Messages.ShouldNotContain(message => message.StartsWith("STOPPING", StringComparison.Ordinal));
        daemon.Stop();
    }

    /// <summary>The manager starts a keeper in the place of one that was lost, and the master that lives on says that all is well.</summary>
    [Fact]
    public void A_new_keeper_is_ready_as_soon_as_it_has_its_master()
    {
        using var daemon = new SupervisordProcess(Sleeper);
        using var manager = SyslogReceiver.Local(daemon.At("notify"));
        var notifying = $"NOTIFY_SOCKET={daemon.At("notify")}";
        daemon.StartInForeground("env", notifying);
        manager.WaitFor("READY=1\n");
        var first = daemon.ProcessId;
        Signals.Send(first, Signals.Kill);
        Until.IsTrue(() => !daemon.Launched.IsLiving, "the keeper is gone");
        using var next = Command.Start(["env", notifying, SupervisordExecutable.Path, "-n", "-c", daemon.Configuration]);
        daemon.WaitForLog("supervisord has a keeper again");
        Until.IsTrue(() => daemon.Text("supervisord.pid") != $"{first}\n", "the pid file names the new one");
        daemon.RunBeside("true");
        manager.WaitFor("READY=1\n", $"MAINPID={daemon.ProcessId}\n", "by a new keeper");
        daemon.SpawnsOf("sleeper").Length.ShouldBe(1);
        daemon.Send(Signals.Terminate);
        next.WaitForEnd().ExitStatus.ShouldBe(0);
        manager.WaitFor("STOPPING=1\n");
    }

    [Fact]
    public void A_daemon_that_detached_tells_nobody()
    {
        using var daemon = new SupervisordProcess(Sleeper);
        using var manager = SyslogReceiver.Local(daemon.At("notify"));
        daemon.StartDaemon("env", $"NOTIFY_SOCKET={daemon.At("notify")}");
        daemon.Stop();
        manager.Messages.ShouldBeEmpty();
    }
}
