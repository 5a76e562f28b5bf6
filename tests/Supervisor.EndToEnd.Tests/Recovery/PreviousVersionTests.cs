using System.Globalization;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Recovery;

/// <summary>A daemon of the version before this one goes over to this one.</summary>
public sealed class PreviousVersionTests
{
    private const string Variable = "SUPERVISORD_PREVIOUS_EXECUTABLE";
    private const int Writers = 5;

    /// <summary>It ends by itself, so that a test can look at all of its lines.</summary>
    private const string Programs = """
        [program.writer]
        command = ["sh", "-c", "i=0; until [ -e @/stop ]; do i=$((i+1)); echo $i; sleep 0.01; done"]
        numprocs = 5
        process_name = "writer%(process_num)d"
        stdout_logfile = "@/writer%(process_num)d.log"
        autorestart = false
        [program.ended]
        command = ["sh", "-c", "until [ -e @/end ]; do sleep 0.1; done; exit 7"]
        autorestart = false
        startsecs = 0

        """;

    [SkippableFact]
    public void Its_programs_go_on_under_this_one_as_if_nothing_had_been()
    {
        var previous = Environment.GetEnvironmentVariable(Variable);
        Skip.If(string.IsNullOrEmpty(previous), $"{Variable} does not name a supervisord of the version before");
        using var daemon = new RecoveryDaemon(Programs, "loglevel = 'info'");
        var started = daemon.Process.RunBeside(previous, "-c", daemon.Process.Configuration);
        started.ExitStatus.ShouldBe(0, started.Error);
        var pids = WriterPids(daemon);
        var master = daemon.Master();
        using (var caller = new HttpCaller(daemon.Process.At("s.sock")))
            _ = caller.Post("/api/v1/daemon/upgrade", $$"""{"binary": "{{SupervisordExecutable.Path}}"}""");
        daemon.Process.WaitForLog("upgraded: supervisord");
        daemon.AwaitAnswers();
        daemon.Master().ShouldBe(master, "it executes itself");
        ExecutableOf(master).ShouldBe(SupervisordExecutable.Path);
        Until.IsTrue(() => ExecutableOf(daemon.Keeper) == SupervisordExecutable.Path, "the keeper has followed");
        WriterPids(daemon).ShouldBe(pids);

        daemon.KillMaster();
        File.WriteAllText(daemon.Process.At("end"), "");
        daemon.AwaitState("ended", "EXITED").ExitStatus.ShouldBe(7);
        WriterPids(daemon).ShouldBe(pids);
        File.WriteAllText(daemon.Process.At("stop"), "");
        for (var writer = 0; writer < Writers; writer++)
        {
            daemon.AwaitState($"writer:writer{writer}", "EXITED").ExitStatus.ShouldBe(0);
            var lines = daemon.Process.Lines($"writer{writer}.log").Select(line => int.Parse(line, CultureInfo.InvariantCulture)).ToArray();
            lines.ShouldBe(Enumerable.Range(1, lines.Length), $"writer {writer}");
        }
        daemon.Process.Stop();
    }

    private static int[] WriterPids(RecoveryDaemon daemon) =>
        [.. Enumerable.Range(0, Writers).Select(writer => daemon.AwaitState($"writer:writer{writer}", "RUNNING").ProcessId)];

    private static string? ExecutableOf(int processId) =>
        File.ResolveLinkTarget(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/exe"), returnFinalTarget: false)?.FullName;
}
