using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests;

public sealed class ReloadTests
{
    private static string Sleep(string name, int seconds, string more = "") => $"[program.{name}]\ncommand = 'sleep {seconds}'\n{more}\n";

    [Fact]
    public void Only_what_changed_is_touched()
    {
        using var daemon = new SupervisordProcess(Sleep("same", 1000) + Sleep("changed", 1000) + Sleep("removed", 1000));
        daemon.StartDaemon();
        var same = daemon.PidOf("same");
        var changed = daemon.PidOf("changed");
        var removed = daemon.PidOf("removed");
        daemon.Configure(Sleep("same", 1000) + Sleep("changed", 1001) + Sleep("added", 1000));
        daemon.Reload();
        daemon.WaitForLog("configuration reloaded: 1 added, 1 changed, 1 removed, 1 untouched");
        var added = daemon.PidOf("added");
        var again = daemon.PidOf("changed", spawn: 2);
        Until.IsTrue(() => new ProcessView(removed).IsGone && new ProcessView(changed).IsGone, "the old ones are gone");
        new ProcessView(again).CommandLine.ShouldBe("sleep 1001");
        daemon.View.Children().Select(child => child.ProcessId).Order().ShouldBe(new[] { same, again, added }.Order());
        daemon.SpawnsOf("same").ShouldBe([same]);
        daemon.Log.ShouldContain("INFO changed: ");
        daemon.Log.ShouldContain("INFO removed: removed, stopping");
        daemon.Log.ShouldContain("INFO added: added, starting");
        daemon.Stop();
    }

    [Fact]
    public void More_or_fewer_numprocs_touch_only_the_difference()
    {
        static string Workers(int count) => Sleep("w", 1000, $"numprocs = {count}\nprocess_name = '%(program_name)s%(process_num)d'");
        using var daemon = new SupervisordProcess(Workers(3));
        daemon.StartDaemon();
        int[] first = [daemon.PidOf("w0"), daemon.PidOf("w1"), daemon.PidOf("w2")];
        daemon.Configure(Workers(5));
        daemon.Reload();
        int[] more = [.. first, daemon.PidOf("w3"), daemon.PidOf("w4")];
        Until.IsTrue(() => daemon.View.Children().Count == 5, "five run");
        daemon.View.Children().Select(child => child.ProcessId).Order().ShouldBe(more.Order());
        daemon.Configure(Workers(2));
        daemon.Reload();
        Until.IsTrue(() => daemon.View.Children().Count == 2, "two run");
        daemon.View.Children().Select(child => child.ProcessId).Order().ShouldBe(first[..2].Order());
        daemon.Stop();
    }

    [Fact]
    public void A_broken_configuration_changes_nothing_and_is_logged_with_its_place()
    {
        using var daemon = new SupervisordProcess(Sleep("same", 1000));
        daemon.StartDaemon();
        var same = daemon.PidOf("same");
        daemon.Configure(Sleep("other", 1000) + "[program.web]\ncomand = 'sleep 1'\n");
        daemon.Send(Signals.Hangup);
        daemon.WaitForLog("the configuration was not reloaded: nothing has been changed");
        daemon.Log.ShouldContain($"ERRO {daemon.Configuration}:");
        daemon.Log.ShouldContain("unknown key 'comand' in [program.web]; did you mean 'command'?");
        daemon.View.Children().ShouldHaveSingleItem().ProcessId.ShouldBe(same);
        daemon.Configure(Sleep("same", 1000) + Sleep("other", 1000));
        daemon.Reload();
        daemon.PidOf("other");
        daemon.SpawnsOf("same").ShouldBe([same]);
        daemon.Stop();
    }

    [Fact]
    public void No_SIGHUP_is_lost_however_many_come()
    {
        using var daemon = new SupervisordProcess(Sleep("same", 1000));
        daemon.StartDaemon();
        for (var round = 1; round <= 20; round++)
        {
            daemon.Configure(Sleep("same", 1000) + Sleep("counted", 1000 + round));
            daemon.Send(Signals.Hangup);
        }
        Until.IsTrue(
            () => daemon.View.Children().Any(child => child.IsLiving && child.CommandLine == "sleep 1020"),
            "the last of the configurations is in force",
            () => daemon.Log
        );
        daemon.SpawnsOf("same").Length.ShouldBe(1);
        daemon.Stop();
    }

    [Fact]
    public void Another_log_file_moves_the_log_and_keeps_the_process()
    {
        static string Talker(string file) =>
            $"""
                [program.talker]
                command = ["sh", "-c", "while :; do echo word; sleep 0.05; done"]
                stdout_logfile = "@/{file}"
                """;
        using var daemon = new SupervisordProcess(Talker("before.log"));
        daemon.StartDaemon();
        daemon.WaitForText("before.log", "word");
        var talker = daemon.PidOf("talker");
        daemon.Configure(Talker("after.log"));
        daemon.Reload();
        daemon.WaitForText("after.log", "word\n", times: 3);
        var before = daemon.Text("before.log");
        daemon.WaitForText("after.log", "word\n", times: 10);
        daemon.Text("before.log").ShouldBe(before);
        daemon.SpawnsOf("talker").ShouldBe([talker]);
        new ProcessView(talker).IsLiving.ShouldBeTrue();
        daemon.Log.ShouldContain("log reopened");
        daemon.Stop();
    }

    [Fact]
    public void Keys_of_the_daemon_are_applied_or_said_to_need_a_restart()
    {
        using var daemon = new SupervisordProcess(Sleep("same", 1000), "logfile_backups = 5");
        daemon.StartDaemon();
        var same = daemon.PidOf("same");
        daemon.Configure(Sleep("same", 1000), "logfile_backups = 6\nminfds = 2000");
        daemon.Reload();
        daemon.WaitForLog("supervisord: minfds changed, which needs a restart of the daemon to take effect");
        daemon.WaitForLog("supervisord: logfile_backups changed and applied");
        daemon.SpawnsOf("same").ShouldBe([same]);
        daemon.Stop();
    }

    [Fact]
    public void The_log_of_the_daemon_moves_with_its_key()
    {
        using var daemon = new SupervisordProcess(Sleep("same", 1000));
        daemon.StartDaemon();
        var text = File.ReadAllText(daemon.Configuration);
        File.WriteAllText(daemon.Configuration, text.Replace("/supervisord.log", "/moved.log", StringComparison.Ordinal));
        daemon.Send(Signals.Hangup);
        daemon.WaitForText("moved.log", "configuration reloaded:");
        daemon.Stop();
        daemon.Text("moved.log").ShouldContain("all programs have ended");
    }
}
