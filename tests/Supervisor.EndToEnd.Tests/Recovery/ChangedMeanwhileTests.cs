using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Recovery;

/// <summary>The configuration has changed while there was no master.</summary>
public sealed class ChangedMeanwhileTests
{
    private const string Kept = "[program.kept]\ncommand = 'sleep 1000 kept'\n";
    private const string Before =
        Kept + "[program.changed]\ncommand = 'sleep 1000 before'\n[program.removed]\ncommand = 'sleep 1000 removed'\n";
    private const string After = Kept + "[program.changed]\ncommand = 'sleep 1000 after'\n[program.added]\ncommand = 'sleep 1000 added'\n";

    [Fact]
    public void It_is_applied_by_difference()
    {
        // sleep(1) adds its arguments up, and refuses words.
        using var daemon = new RecoveryDaemon(Numbered(Before));
        daemon.Start();
        var kept = daemon.AwaitState("kept", "RUNNING");
        daemon.AwaitState("changed", "RUNNING");
        daemon.AwaitState("removed", "RUNNING");
        // The load that the kept one is of must outlive later ones.
        daemon.Process.Reload();
        daemon.Configure(Numbered(After));
        daemon.KillMaster();
        daemon.AwaitState("added", "RUNNING");
        daemon.AwaitState("changed", "RUNNING");
        daemon.Report("kept").ShouldBe(kept);
        Until.IsTrue(() => daemon.PidsOf("sleep 1000").Count == 3, "three run", () => daemon.Process.Log);
        daemon.PidsOf("sleep 1000 2").Count.ShouldBe(0);
        daemon.PidsOf("sleep 1000 3").Count.ShouldBe(0);
        daemon.PidsOf("sleep 1000 4").Count.ShouldBe(1);
        daemon.Process.Stop();
    }

    [Fact]
    public void What_a_client_has_removed_stays_so_until_it_is_added()
    {
        using var daemon = new RecoveryDaemon(Numbered(Before));
        daemon.Start();
        daemon.AwaitState("kept", "RUNNING");
        daemon.AwaitState("removed", "RUNNING");
        daemon.TryCall("supervisor.stopProcess", "removed").ShouldBe("1");
        daemon.TryCall("supervisor.removeProcessGroup", "removed").ShouldBe("1");
        for (var kill = 1; kill <= 2; kill++)
        {
            daemon.Configure(Numbered(Before + (kill == 1 ? "" : "[program.added]\ncommand = 'sleep 1000 added'\n")));
            daemon.KillMaster();
            daemon.Process.WaitForLog("supervisord takes over", kill);
            daemon.AwaitState("kept", "RUNNING");
            daemon.TryCall("supervisor.startProcess", "removed").ShouldBe("fault 10");
        }
        daemon.AwaitState("added", "RUNNING");
        daemon.TryCall("supervisor.addProcessGroup", "removed").ShouldBe("1");
        daemon.AwaitState("removed", "RUNNING");
        daemon.Process.Stop();
    }

    [Fact]
    public void Broken_it_changes_nothing_until_it_is_mended()
    {
        using var daemon = new RecoveryDaemon(Numbered(Before));
        daemon.Start();
        var kept = daemon.AwaitState("kept", "RUNNING");
        var changed = daemon.AwaitState("changed", "RUNNING");
        daemon.Configure("[program.kept]\ncomand = 'x'\n");
        daemon.KillMaster();
        daemon.Process.WaitForLog("the configuration cannot be read: programs go on with the settings that they have");
        daemon.Process.Log.ShouldContain("comand");
        daemon.Report("kept").ShouldBe(kept);
        daemon.Report("changed").ShouldBe(changed);
        // So do later masters.
        daemon.KillMaster();
        daemon.Process.WaitForLog("the configuration cannot be read: programs go on with the settings that they have", 2);
        daemon.Report("kept").ShouldBe(kept);
        daemon.Configure(Numbered(After));
        daemon.Process.Reload();
        daemon.AwaitState("added", "RUNNING");
        daemon.Await("changed", report => report.State == "RUNNING" && report.ProcessId != changed.ProcessId, "runs again");
        daemon.Report("kept").ShouldBe(kept);
        daemon.Process.Stop();
    }

    [Fact]
    public void Other_places_and_no_recovery_count_from_the_next_start_of_the_daemon()
    {
        using var daemon = new RecoveryDaemon(Numbered(Kept));
        daemon.Start();
        var kept = daemon.AwaitState("kept", "RUNNING");
        daemon.Configure(Numbered(Kept), "state_directory = '@/elsewhere'\nrecovery = false");
        daemon.KillMaster();
        daemon.Process.WaitForLog("supervisord takes over 1 process");
        daemon.Report("kept").ShouldBe(kept);
        // A load that has been read with them must not mislead the next master either.
        daemon.Process.Reload();
        daemon.KillMaster();
        daemon.Process.WaitForLog("supervisord takes over 1 process", 2);
        daemon.Report("kept").ShouldBe(kept);
        daemon.PidsOf("sleep 1000").Count.ShouldBe(1);
        daemon.Process.Stop();
        Directory.Exists(daemon.Process.At("elsewhere")).ShouldBeFalse();
        Directory.Exists(daemon.Process.At("supervisord.state")).ShouldBeFalse();
    }

    private static string Numbered(string programs) =>
        programs
            .Replace("1000 kept", "1000 0", StringComparison.Ordinal)
            .Replace("1000 before", "1000 2", StringComparison.Ordinal)
            .Replace("1000 removed", "1000 3", StringComparison.Ordinal)
            .Replace("1000 after", "1000 4", StringComparison.Ordinal)
            .Replace("1000 added", "1000 5", StringComparison.Ordinal);
}
