using Supervisor.Posix.Native;

namespace Supervisor.Posix.Tests;

public sealed class SignalTests
{
    [Theory]
    [InlineData("TERM", 15, "SIGTERM")]
    [InlineData("SIGTERM", 15, "SIGTERM")]
    [InlineData(" sigint ", 2, "SIGINT")]
    [InlineData("9", 9, "SIGKILL")]
    [InlineData("CLD", 17, "SIGCHLD")]
    [InlineData("poll", 29, "SIGIO")]
    [InlineData("RTMIN", 34, "SIGRTMIN")]
    [InlineData("SIGRTMAX", 64, "SIGRTMAX")]
    [InlineData("40", 40, "signal 40")]
    public void Names_and_numbers_are_read_in_any_way_people_write_them(string text, int number, string name)
    {
        SignalNumber.TryParse(text, out var signal).ShouldBeTrue();
        signal.Value.ShouldBe(number);
        signal.Name.ShouldBe(name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("SIG")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("32")]
    [InlineData("33")]
    [InlineData("65")]
    [InlineData("SIGSIGTERM")]
    [InlineData("TERMINATE")]
    public void What_is_none_is_refused(string text) => SignalNumber.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Every_known_name_is_read_again()
    {
        foreach (var name in SignalNumber.KnownNames)
        {
            SignalNumber.TryParse(name, out var signal).ShouldBeTrue(name);
            SignalNumber.TryParse(signal.Name, out var again).ShouldBeTrue(name);
            again.ShouldBe(signal);
        }
    }

    [Fact]
    public void Sets_are_what_is_put_into_them()
    {
        var set = SignalSet.Of(SignalNumber.Hangup, new SignalNumber(SignalNumber.Highest));
        set.Bits.ShouldBe(0x8000_0000_0000_0001ul);
        set.ToArray().Select(signal => signal.Value).ShouldBe([1, 64]);
        set.Contains(SignalNumber.Interrupt).ShouldBeFalse();
        set.With(SignalNumber.Interrupt).Without(SignalNumber.Hangup).ToArray().Select(signal => signal.Value).ShouldBe([2, 64]);
        set.ContainsAll(SignalSet.Of(SignalNumber.Hangup)).ShouldBeTrue();
        set.ContainsAll(SignalSet.Of(SignalNumber.Hangup, SignalNumber.Quit)).ShouldBeFalse();
        SignalSet.All.ContainsAll(set).ShouldBeTrue();
    }

    /// <summary>Sent to this thread alone: another thread does not block it and would end the process.</summary>
    [Fact]
    public void Blocked_signals_are_read_with_their_sender_and_many_of_one_number_are_one()
    {
        var blocked = SignalSet.Of(SignalNumber.User2, SignalNumber.Hangup);
        var received = new List<ReceivedSignal>();
        var thread = new Thread(() =>
        {
            var before = SignalMask.Replace(blocked);
            SignalMask.Current.ContainsAll(blocked).ShouldBeTrue();
            using (var signals = new SignalDescriptor(blocked))
            {
                signals.TryRead(out _).ShouldBeFalse();
                SendToThisThread(SignalNumber.User2);
                SendToThisThread(SignalNumber.User2);
                SendToThisThread(SignalNumber.Hangup);
                while (signals.TryRead(out var signal))
                    received.Add(signal);
            }
            SignalMask.Replace(before).ShouldBe(blocked);
        });
        thread.Start();
        thread.Join();
        received
            .OrderBy(signal => signal.Signal.Value)
            .ShouldBe([
                new ReceivedSignal(SignalNumber.Hangup, Environment.ProcessId, ThisProcess.UserId, false),
                new ReceivedSignal(SignalNumber.User2, Environment.ProcessId, ThisProcess.UserId, false),
            ]);
    }

    [Fact]
    public void A_disposition_is_set_and_told()
    {
        // No thread of the runtime or of the tests uses it.
        var unused = new SignalNumber(45);
        SignalDispositions.IsIgnored(unused).ShouldBeFalse();
        SignalDispositions.SetIgnored(unused);
        SignalDispositions.IsIgnored(unused).ShouldBeTrue();
        SignalDispositions.SetDefault(unused);
        SignalDispositions.IsIgnored(unused).ShouldBeFalse();
        Should.Throw<PosixException>(() => SignalDispositions.SetIgnored(SignalNumber.Kill)).ErrorNumber.ShouldBe(Errno.EINVAL);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(-1)]
    public void Who_is_no_child_is_never_signalled(int processId)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => ProcessSignals.Send(processId, SignalNumber.User1));
        Should.Throw<ArgumentOutOfRangeException>(() => ProcessSignals.SendToGroup(processId, SignalNumber.User1));
    }

    private static void SendToThisThread(SignalNumber signal)
    {
        var isArm =
            System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64;
        var (getThreadId, sendToThread) = isArm ? (178, 131) : (186, 234);
        var thread = LibC.syscall(getThreadId, 0, 0, 0, 0);
        LibC.syscall(sendToThread, Environment.ProcessId, thread, signal.Value, 0).ShouldBe(0);
    }
}
