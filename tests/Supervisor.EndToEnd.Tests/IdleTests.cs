using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests;

public sealed class IdleTests
{
    /// <summary>Longer than any period that the runtime itself keeps: its finalizer thread looks round every ten seconds.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(12);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_idle_daemon_does_not_wake(bool afterReload)
    {
        const string Programs = "[program.sleeper]\ncommand = 'sleep 1000'\nnumprocs = 3\nprocess_name = 's%(process_num)d'";
        using var daemon = new SupervisordProcess(Programs);
        daemon.StartDaemon();
        daemon.WaitForLog("entered RUNNING state", times: 3);
        if (afterReload)
            daemon.Reload();
        Until.IsTrue(() => ComesToRest(daemon.View), "the daemon comes to rest", () => string.Join('\n', daemon.View.Threads()));

        var before = daemon.View.Threads();
        Thread.Sleep(Rest);

        daemon.View.Threads().ShouldBe(before);
        daemon.Stop();
    }

    /// <summary>Every thread sleeps, and has not woken meanwhile.</summary>
    private static bool ComesToRest(ProcessView daemon)
    {
        var before = daemon.Threads();
        Thread.Sleep(TimeSpan.FromMilliseconds(500));
        return before.All(thread => thread.IsAsleep) && daemon.Threads().SequenceEqual(before);
    }
}
