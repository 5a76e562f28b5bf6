using System.Net;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Control;

public sealed class GatewayTests
{
    private const string Server = "[unix_http_server]\nfile = '@/s.sock'\n";
    private const string Sleeper = "[program.sleeper]\ncommand = 'sleep 1000'\n";

    [Fact]
    public async Task The_first_connection_starts_it_and_those_that_come_meanwhile_wait()
    {
        using var daemon = new SupervisordProcess(Server + Sleeper);
        daemon.StartDaemon();
        Gateways(daemon).ShouldBeEmpty();
        using var caller = new HttpCaller(daemon.At("s.sock"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => caller.GetAsync("/ok.html")));
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK && answer.Body == "OK");
        Gateways(daemon).ShouldHaveSingleItem();
        daemon.Stop();
        File.Exists(daemon.At("s.sock")).ShouldBeFalse();
    }

    [Fact]
    public void It_has_no_capability_and_nothing_of_the_daemon_but_its_sockets()
    {
        using var daemon = new SupervisordProcess(Server + Sleeper);
        daemon.StartDaemon();
        using var caller = new HttpCaller(daemon.At("s.sock"));
        caller.StatusOf("/ok.html").ShouldBe(HttpStatusCode.OK);
        var gateway = Gateways(daemon).ShouldHaveSingleItem();
        gateway.Status("CapEff").ShouldBe("0000000000000000");
        gateway.Status("CapPrm").ShouldBe("0000000000000000");
        gateway.Status("NoNewPrivs").ShouldBe("1");
        gateway.ProcessGroup.ShouldBe(gateway.ProcessId);
        gateway.WorkingDirectory.ShouldBe("/");
        var descriptors = gateway.Descriptors();
        descriptors[0].ShouldBe("/dev/null");
        descriptors[1].ShouldBe("/dev/null");
        descriptors.Values.ShouldNotContain(target => target.EndsWith("supervisord.log", StringComparison.Ordinal));
        new ProcessView(daemon.PidOf("sleeper")).Descriptors().Keys.ShouldBe([0, 1, 2], ignoreOrder: true);
        daemon.Stop();
    }

    [SkippableFact]
    public void It_runs_as_its_own_user()
    {
        Host.NeedsRoot();
        Host.NeedsUser("nobody");
        using var daemon = new SupervisordProcess(Server + Sleeper + "[gateway]\nuser = 'nobody'\n");
        daemon.StartDaemon();
        using var caller = new HttpCaller(daemon.At("s.sock"));
        caller.Call("supervisor.getState").ShouldBe("1");
        Gateways(daemon).ShouldHaveSingleItem().Status("Uid").ShouldStartWith("65534\t65534\t65534");
        daemon.Stop();
    }

    [Fact]
    public async Task Killed_in_the_middle_of_calls_it_is_replaced_and_no_program_is_touched()
    {
        const int Rounds = 3;
        using var daemon = new SupervisordProcess(
            Server
                + Sleeper
                + "[program.slow]\ncommand = 'sleep 1000'\nautostart = false\nstartsecs = 3600\nnumprocs = 3\n"
                + "process_name = 'slow_%(process_num)d'\n"
        );
        daemon.StartDaemon();
        var sleeper = daemon.PidOf("sleeper");
        using var caller = new HttpCaller(daemon.At("s.sock"));
        for (var round = 0; round < Rounds; round++)
        {
            var name = $"slow_{round}";
            var waiting = Task.Run(() => caller.Call("supervisor.startProcess", "slow:" + name));
            var started = daemon.PidOf(name);
            var gateway = Gateways(daemon).ShouldHaveSingleItem();
            Signals.Send(gateway.ProcessId, Signals.Kill);
            await Should.ThrowAsync<HttpRequestException>(waiting);
            Until.IsTrue(() => gateway.IsGone, "the gateway is reaped");
            new ProcessView(started).IsLiving.ShouldBeTrue();
        }
        caller.Call("supervisor.getState").ShouldBe("1");
        daemon.SpawnsOf("sleeper").ShouldBe([sleeper]);
        new ProcessView(sleeper).IsLiving.ShouldBeTrue();
        daemon.Log.ShouldContain("was terminated by SIGKILL; no program is touched");
        daemon.Stop();
    }

    [Fact]
    public void Idle_it_leaves_and_the_next_connection_starts_another()
    {
        using var daemon = new SupervisordProcess(Server + Sleeper + "[gateway]\nidle_timeout = '50ms'\n");
        daemon.StartDaemon();
        using var caller = new HttpCaller(daemon.At("s.sock"));
        caller.StatusOf("/ok.html").ShouldBe(HttpStatusCode.OK);
        Until.IsTrue(() => Gateways(daemon).Count == 0, "the gateway has left");
        caller.StatusOf("/ok.html").ShouldBe(HttpStatusCode.OK);
        daemon.Log.ShouldNotContain("ERRO");
        daemon.Stop();
    }

    [Fact]
    public void Where_it_is_to_run_always_it_is_there_before_the_first_connection_and_after_its_end()
    {
        using var daemon = new SupervisordProcess(Server + Sleeper + "[gateway]\nmode = 'always'\n");
        daemon.StartDaemon();
        Until.IsTrue(() => Gateways(daemon).Count == 1, "the gateway runs");
        var first = Gateways(daemon)[0].ProcessId;
        Signals.Send(first, Signals.Kill);
        Until.IsTrue(() => Gateways(daemon) is [var next] && next.ProcessId != first, "another gateway runs");
        daemon.Stop();
    }

    /// <summary>A stopped gateway takes nothing: its calls are answered by the next one, and the daemon ends without it.</summary>
    [Fact]
    public void One_that_hangs_does_not_hold_up_the_end_of_the_daemon()
    {
        using var daemon = new SupervisordProcess(Server + Sleeper);
        daemon.StartDaemon();
        using var caller = new HttpCaller(daemon.At("s.sock"));
        caller.StatusOf("/ok.html").ShouldBe(HttpStatusCode.OK);
        Signals.Send(Gateways(daemon)[0].ProcessId, Signals.Stop);
        daemon.Stop();
    }

    private static IReadOnlyList<ProcessView> Gateways(SupervisordProcess daemon) =>
        [.. daemon.View.Children().Where(child => child.IsLiving && child.CommandLine.EndsWith(" --gateway", StringComparison.Ordinal))];
}
