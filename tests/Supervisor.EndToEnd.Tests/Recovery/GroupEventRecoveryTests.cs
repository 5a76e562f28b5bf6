using Supervisor.EndToEnd.Tests.Listeners;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Recovery;

/// <summary>What is told of groups and of the daemon outlives masters, and the next one does not tell it anew.</summary>
public sealed class GroupEventRecoveryTests
{
    private const string Stays = """
        [program.stays]
        command = "sleep 1000"

        """;

    /// <summary>Its log takes no more than 64 KiB, so that its end waits to be told.</summary>
    private const string Goes = """
        [program.goes]
        command = ["sh", "-c", "head -c 100000 /dev/zero & exec sleep 1000"]
        stdout_logfile = "@/fifo"
        stdout_logfile_maxbytes = 0
        """;

    private static readonly string Watch = RecordingListener.Table("'PROCESS_GROUP', 'SUPERVISOR_STATE_CHANGE', 'PROCESS_STATE_STOPPED'");

    [SkippableFact]
    public void A_removal_that_waits_for_a_log_is_told_by_the_next_master_and_nothing_anew()
    {
        Host.Needs(ListenerScripts.Python);
        using var daemon = new RecoveryDaemon(Watch + Stays + Goes);
        Command.Run(["mkfifo", daemon.Process.At("fifo")]).ExitStatus.ShouldBe(0);
        using var fifo = new FileStream(daemon.Process.At("fifo"), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        File.WriteAllText(daemon.Process.At(RecordingListener.FileName), RecordingListener.Script);
        daemon.Start();
        daemon.AwaitState("goes", "RUNNING");
        daemon.Configure(Watch + Stays);
        daemon.Process.Send(Signals.Hangup);
        daemon.Process.WaitForLog("1 removed");
        // Its end and its group's wait for a second at most.
        Thread.Sleep(daemon.Random.Next(400));
        daemon.KillMaster();
        Until.IsTrue(
            () => Told(daemon).Any(told => told.StartsWith("PROCESS_GROUP_REMOVED", StringComparison.Ordinal)),
            "the removal has been told",
            () => string.Join('\n', Told(daemon)) + "\n" + daemon.Process.Log
        );
        for (var kill = 0; kill < 2; kill++)
        {
            daemon.AwaitAnswers();
            daemon.KillMaster();
        }
        daemon.AwaitAnswers();
        daemon.Process.Stop();
        Told(daemon)
            .ShouldBe(
                [
                    "PROCESS_GROUP_ADDED groupname:watch",
                    "PROCESS_GROUP_ADDED groupname:goes",
                    "PROCESS_GROUP_ADDED groupname:stays",
                    "SUPERVISOR_STATE_CHANGE_RUNNING",
                    "PROCESS_STATE_STOPPED processname:goes groupname:goes from_state:STOPPING",
                    "PROCESS_GROUP_REMOVED groupname:goes",
                    "SUPERVISOR_STATE_CHANGE_STOPPING",
                    "PROCESS_STATE_STOPPED processname:stays groupname:stays from_state:STOPPING",
                ],
                daemon.Process.Log
            );
    }

    /// <summary>All events in the order of their serials, without pids.</summary>
    private static string[] Told(RecoveryDaemon daemon) =>
        [
            .. RecordingListener
                .ReadAll(daemon.Process.At("events"))
                .Values.Select(told => $"{told.Type} {told.Payload.Split(" pid:")[0]}".Trim()),
        ];
}
