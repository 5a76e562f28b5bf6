using System.Text.RegularExpressions;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests;

/// <summary>
/// The runtime has files of its own where temporary ones are, and a process that is killed removes nothing. Their names hold its pid.
/// </summary>
public sealed class TemporaryFileTests
{
    private const string Programs = """
        [unix_http_server]
        file = '@/s.sock'
        [program.sleeper]
        command = 'sleep 1000'

        """;

    /// <summary>Others that were killed have left theirs, and pids come again.</summary>
    private readonly HashSet<string> _before = new(Directory.GetFileSystemEntries("/tmp"), StringComparer.Ordinal);

    [Fact]
    public void Roles_that_are_killed_leave_none_behind()
    {
        using var daemon = new SupervisordProcess(Programs);
        var temporary = Directory.CreateDirectory(daemon.At("temporary")).FullName;
        daemon.StartDaemon("env", $"TMPDIR={temporary}");
        var sleeper = daemon.PidOf("sleeper");
        using var caller = new HttpCaller(daemon.At("s.sock"));
        caller.Call("supervisor.getState").ShouldBe("1");

        var gateway = daemon.View.Children().Single(child => child.CommandLine.EndsWith(" --gateway", StringComparison.Ordinal));
        Left(temporary, daemon.ProcessId, daemon.View.ProcessId, gateway.ProcessId).ShouldBeEmpty();
        Kill(gateway);
        var master = daemon.View;
        Kill(master);
        Until.IsTrue(() => daemon.View.ProcessId is var id && id != master.ProcessId && id != daemon.ProcessId, "another master is there");
        var next = daemon.View;
        caller.Call("supervisor.getState").ShouldBe("1");

        var keeper = daemon.Launched;
        var second = next.Children().Single(child => child.CommandLine.EndsWith(" --gateway", StringComparison.Ordinal));
        Kill(keeper);
        Kill(next);
        Kill(second);
        Left(temporary, keeper.ProcessId, master.ProcessId, gateway.ProcessId, next.ProcessId, second.ProcessId).ShouldBeEmpty();

        // Nobody is left to stop it, so that the next daemon does.
        new ProcessView(sleeper).IsLiving.ShouldBeTrue();
        daemon.StartDaemon();
        daemon.Stop();
    }

    private static void Kill(ProcessView process)
    {
        Signals.Send(process.ProcessId, Signals.Kill);
        Until.IsTrue(() => !process.IsLiving, "it is ended");
    }

    /// <summary>Everything in the directory that the daemon was given, and what names one of the processes in the usual one.</summary>
    private string[] Left(string directory, params int[] processIds)
    {
        var numbers = string.Join('|', processIds);
        var named = new Regex($"-({numbers})(-|$)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        return
        [
            .. Directory.GetFileSystemEntries(directory),
            .. Directory.GetFileSystemEntries("/tmp").Where(path => !_before.Contains(path) && named.IsMatch(Path.GetFileName(path))),
        ];
    }
}
