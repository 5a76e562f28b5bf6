using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests;

public sealed class SignalTests
{
    private const string Talker = """
        [program.talker]
        command = ["sh", "-c", "while :; do echo word; sleep 0.05; done"]
        stdout_logfile = "@/talker.log"
        """;

    [Fact]
    public void SIGUSR2_opens_moved_logs_anew()
    {
        using var daemon = new SupervisordProcess(Talker);
        daemon.StartDaemon();
        daemon.WaitForText("talker.log", "word");
        var child = daemon.PidOf("talker");
        File.Move(daemon.At("talker.log"), daemon.At("talker.old"));
        File.Move(daemon.At("supervisord.log"), daemon.At("supervisord.old"));
        daemon.Send(Signals.User2);
        daemon.WaitForText("talker.log", "word\n", times: 2);
        daemon.WaitForLog("supervisord logreopen");
        daemon.Text("supervisord.old").ShouldContain("supervisord started with pid");
        daemon.Log.ShouldNotContain("supervisord started with pid");
        new ProcessView(child).IsLiving.ShouldBeTrue();
        // Whole words, in both files: none was cut or written after the move was seen.
        daemon.Lines("talker.old").ShouldAllBe(line => line == "word");
        daemon.Stop();
    }

    [Theory]
    [InlineData(Signals.TerminalStop)]
    [InlineData(Signals.TerminalInput)]
    [InlineData(Signals.TerminalOutput)]
    public void Signals_without_a_meaning_do_no_harm(int signal)
    {
        using var daemon = new SupervisordProcess("[program.sleeper]\ncommand = 'sleep 1000'\n");
        daemon.StartDaemon();
        var child = daemon.PidOf("sleeper");
        daemon.Send(signal);
        // It is neither stopped nor gone when it answers something that was sent later.
        daemon.Send(Signals.User2);
        daemon.WaitForLog("supervisord logreopen");
        new ProcessView(child).IsLiving.ShouldBeTrue();
        daemon.Stop();
    }

    [Fact]
    public void The_log_names_the_sender()
    {
        using var daemon = new SupervisordProcess("[program.sleeper]\ncommand = 'sleep 1000'\n");
        daemon.StartDaemon();
        Command.Run(["mkfifo", daemon.At("gate")]).ExitStatus.ShouldBe(0);
        // The sender stays until its line is there: of one that is gone only the pid is known.
        using var sender = Command.Start(["sh", "-c", $"kill -HUP {daemon.ProcessId}; read line < {daemon.At("gate")}"]);
        daemon.WaitForLog("received SIGHUP indicating reload request (sent by pid ");
        daemon.Log.ShouldContain($"(sent by pid {sender.ProcessId} (sh -c kill -HUP {daemon.ProcessId};");
        daemon.Log.ShouldContain($", uid {daemon.View.Status("Uid").Split('\t')[0]})");
        daemon.Stop();
    }
}
