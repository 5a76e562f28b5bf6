using Supervisor.Posix;
using Supervisor.Protocol.Keeping;

namespace Supervisor.Keeper.Tests;

/// <summary>The keeper with masters that are shell scripts: they write frames to descriptor 3.</summary>
[Collection(nameof(KeeperLoopTests))]
public sealed class KeeperLoopTests
{
    [Fact]
    public void A_first_master_that_cannot_be_executed_is_the_end()
    {
        using var loop = Keeper("/nowhere/master", "");
        loop.Run().ShouldBe(new KeeperOutcome(1, false));
    }

    [Fact]
    public void A_master_that_wants_no_keeper_is_left_alone()
    {
        using var loop = Keeper("/bin/sh", Say(KeeperFrameKind.Hello) + Say(KeeperFrameKind.Alone) + "sleep 0.1");
        loop.Run().ShouldBe(new KeeperOutcome(0, true));
    }

    [Fact]
    public void The_frames_of_a_master_may_come_in_any_pieces()
    {
        var frame = Octal(KeeperFrameKind.Alone);
        using var loop = Keeper("/bin/sh", $"printf '{frame[..20]}' >&3; sleep 0.05; printf '{frame[20..]}' >&3; sleep 0.1");
        loop.Run().IsUnwanted.ShouldBeTrue();
    }

    [Fact]
    public void A_master_that_was_started_ahead_of_its_keeper_ends_the_start_when_it_fails()
    {
        var command = Command("/bin/sh", "exit 7");
        var state = EarlyMaster.Launch(command).ShouldNotBeNull();
        // The keeper of a test reads no SIGCHLD: it finds what has ended before it came.
        SpinWait
            .SpinUntil(() => ProcessStat.TryRead(state.MasterId, out var stat) && stat.HasEnded, TimeSpan.FromSeconds(30))
            .ShouldBeTrue();
        using var loop = Keeper(command);
        loop.Run(state).ShouldBe(new KeeperOutcome(7, false));
    }

    [Fact]
    public void What_a_master_said_before_there_was_its_keeper_is_heard()
    {
        var command = Command("/bin/sh", Say(KeeperFrameKind.Hello) + Say(KeeperFrameKind.Alone));
        var state = EarlyMaster.Launch(command).ShouldNotBeNull();
        using var loop = Keeper(command);
        loop.Run(state).ShouldBe(new KeeperOutcome(0, true));
    }

    [Fact]
    public void A_master_that_cannot_be_started_ahead_is_left_to_the_keeper() =>
        EarlyMaster.Launch(Command("/nowhere/master", "")).ShouldBeNull();

    private static KeeperLoop Keeper(string path, string script) => Keeper(Command(path, script));

    private static KeeperLoop Keeper(MasterCommand command) => new(command, SignalSet.Empty, -1, TimeProvider.System);

    private static MasterCommand Command(string path, string script)
    {
        var specification = new ChildSpecification { Arguments = ["sh", "-c", script], Environment = ["PATH=/usr/bin:/bin"u8.ToArray()] };
        return new MasterCommand(path, specification, specification);
    }

    private static string Say(KeeperFrameKind kind) => $"printf '{Octal(kind)}' >&3; ";

    /// <summary>As printf(1) understands it, four characters a byte.</summary>
    private static string Octal(KeeperFrameKind kind)
    {
        Span<byte> bytes = stackalloc byte[KeeperFrame.Length];
        new KeeperFrame(kind, 0, 1).Write(bytes);
        var text = "";
        foreach (var value in bytes)
            text += "\\" + Convert.ToString(value, 8).PadLeft(3, '0');
        return text;
    }
}
