using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests;

public sealed class SyslogTests
{
    private const string Talker = """
        [program.talker]
        command = ["sh", "-c", "echo one word; echo another; exec sleep 1000"]
        stdout_syslog = true
        """;

    [Fact]
    public void What_programs_say_goes_to_the_local_syslog_as_well()
    {
        using var daemon = new SupervisordProcess(
            $"{Talker}\nstdout_logfile = '@/talker.log'\n[syslog]\naddress = '@/log'\nfacility = 'local3'"
        );
        using var syslog = SyslogReceiver.Local(daemon.At("log"));
        daemon.StartDaemon();
        // local3 is 19 and a program's line informs (6): 19 * 8 + 6.
        syslog.WaitFor("<158>", "talker one word");
        syslog.WaitFor("<158>", "talker another");
        daemon.WaitForText("talker.log", "one word\nanother\n");
        daemon.Stop();
    }

    [Fact]
    public void The_daemon_logs_to_the_local_syslog_alone()
    {
        using var daemon = new SupervisordProcess(
            "[program.a]\ncommand = 'sleep 1000'\n[syslog]\naddress = '@/log'\ntag = 'watcher'",
            "logfile = 'syslog'"
        );
        using var syslog = SyslogReceiver.Local(daemon.At("log"));
        daemon.StartDaemon();
        syslog.WaitFor("<30>", $" watcher[{daemon.View.ProcessId}]: ", "INFO supervisord started with pid ");
        syslog.WaitFor("<30>", "INFO spawned: 'a' with pid ");
        daemon.Stop();
        syslog.WaitFor("<28>", "WARN stopped: a (terminated by SIGTERM)");
        daemon.Log.ShouldBeEmpty();
    }

    [Fact]
    public void A_remote_syslog_gets_the_daemon_and_its_programs_by_UDP()
    {
        using var syslog = SyslogReceiver.Udp(out var port);
        using var daemon = new SupervisordProcess($"{Talker}\n[syslog]\naddress = 'udp://127.0.0.1:{port}'", "logfile = 'syslog'");
        daemon.StartDaemon();
        syslog.WaitFor("<30>1 ", " supervisord ", "INFO spawned: 'talker' with pid ");
        syslog.WaitFor("<30>1 ", " supervisord ", "talker another");
        daemon.Stop();
    }
}
