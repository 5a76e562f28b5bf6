using System.Globalization;
using System.Text;
using Supervisor.EndToEnd.Tests.Listeners;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Recovery;

/// <summary>Events of what programs write outlive masters: every line is told, in order, and one that is told twice has the same serial.</summary>
public sealed class OutputEventRecoveryTests
{
    private const int Kills = 6;
    private const string Line = "echo \"line $n\"";
    private const string Captured = "printf '<!--XSUPERVISOR:BEGIN-->line %s\\n<!--XSUPERVISOR:END-->' $n";
    private const string Raw = "stdout_events_enabled = true\nstdout_logfile = '@/writer.log'\n";
    private const string Rotated = Raw + "stdout_logfile_maxbytes = '5KB'\nstdout_logfile_backups = 2\n";
    private const string WithoutLog = "stdout_events_enabled = true\nstdout_logfile = 'NONE'\n";
    private const string Formatted = Raw + "log_format = 'time'\n";
    private const string Capturing = "stdout_capture_maxbytes = '1KB'\nstdout_logfile = '@/writer.log'\n";

    private static readonly string Programs = RecordingListener.Table("'PROCESS_LOG', 'PROCESS_COMMUNICATION'");

    /// <summary>Where nothing but the events and the place in the pipe is to be kept in step, they are exact.</summary>
    [SkippableTheory]
    [InlineData(Raw, Line, false)]
    [InlineData(Rotated, Line, false)]
    [InlineData(WithoutLog, Line, true)]
    [InlineData(Formatted, Line, true)]
    [InlineData(Capturing, Captured, true)]
    public void Every_line_is_told_when_masters_are_killed(string table, string line, bool isExact)
    {
        using var daemon = Start(table, line);
        for (var kill = 0; kill < Kills; kill++)
        {
            Thread.Sleep(daemon.Random.Next(300));
            daemon.KillMaster();
        }
        Check(daemon, isExact);
    }

    [SkippableTheory]
    [InlineData(Raw, Line)]
    [InlineData(WithoutLog, Line)]
    [InlineData(Formatted, Line)]
    [InlineData(Capturing, Captured)]
    public void Every_line_is_told_once_when_the_daemon_goes_over_to_another_executable(string table, string line)
    {
        using var daemon = Start(table, line);
        for (var upgrade = 1; upgrade <= 3; upgrade++)
        {
            daemon.Process.Send(Signals.User1);
            daemon.Process.WaitForLog("upgraded: supervisord", upgrade);
            daemon.AwaitAnswers();
        }
        Check(daemon, isExact: true);
    }

    private static RecoveryDaemon Start(string table, string line)
    {
        Host.Needs(ListenerScripts.Python);
        var daemon = new RecoveryDaemon(Programs, "loglevel = 'info'");
        File.WriteAllText(daemon.Process.At(RecordingListener.FileName), RecordingListener.Script);
        var script = daemon.Process.Script(
            "writer",
            $"""
            n=0
            while [ ! -e {daemon.Process.At("stop")} ]; do
              for turn in 1 2 3; do
                n=$((n + 1))
                {line}
              done
              sleep 0.002
            done
            echo $n > {daemon.Process.At("count")}
            """
        );
        daemon.Configure(
            $"{Programs}[program.writer]\ncommand = ['{script}']\nstartsecs = 0\nautorestart = false\n{table}",
            "loglevel = 'info'"
        );
        daemon.Start();
        Until.IsTrue(() => Lines(daemon).Count > 0, "events come", () => daemon.Process.Log);
        return daemon;
    }

    private static void Check(RecoveryDaemon daemon, bool isExact)
    {
        daemon.Master();
        File.WriteAllText(daemon.Process.At("stop"), "");
        Until.IsTrue(() => daemon.Process.Text("count").EndsWith('\n'), "the writer has ended", () => daemon.Process.Log);
        var count = int.Parse(daemon.Process.Text("count"), CultureInfo.InvariantCulture);
        Until.IsTrue(
            () => Lines(daemon).LastOrDefault() == count,
            "the last line has been told",
            () => $"{count} written, the last told {Lines(daemon).LastOrDefault()}\n{daemon.Process.Log}"
        );
        var told = Lines(daemon);
        // Each for the first time, in the order in which they came.
        told.Where(number => number > 0).Distinct().ShouldBe(Enumerable.Range(1, count), daemon.Process.Log);
        if (isExact)
            told.ShouldBe(Enumerable.Range(1, count), daemon.Process.Log);
        daemon.Process.Log.ShouldNotContain("not told to listeners");
        daemon.Process.Stop();
    }

    /// <summary>The numbers of the lines in all events, of which one serial is one.</summary>
    private static List<int> Lines(RecoveryDaemon daemon)
    {
        var text = new StringBuilder();
        foreach (var told in RecordingListener.ReadAll(daemon.Process.At("events")).Values)
            text.Append(told.Payload[(told.Payload.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
        return
        [
            .. text.ToString()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => line.StartsWith("line ", StringComparison.Ordinal))
                .Select(line => int.TryParse(line["line ".Length..], CultureInfo.InvariantCulture, out var number) ? number : -1),
        ];
    }
}
