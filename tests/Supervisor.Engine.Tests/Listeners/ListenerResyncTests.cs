using System.Text;
using Supervisor.Engine.Listeners;

namespace Supervisor.Engine.Tests.Listeners;

public sealed class ListenerResyncTests
{
    [Theory]
    // Its result came: all is as it was noted.
    [InlineData(ListenerState.Busy, ListenerState.Busy, "RESULT 2\nOK", 0, false, false)]
    // The result was read by the master that died.
    [InlineData(ListenerState.Busy, ListenerState.Busy, "READY\n", 6, false, true)]
    // So was a part of it.
    [InlineData(ListenerState.Busy, ListenerState.Busy, "OKREADY\n", 8, false, true)]
    [InlineData(ListenerState.Busy, ListenerState.Busy, "RES", 0, true, false)]
    [InlineData(ListenerState.Busy, ListenerState.Busy, "REA", 0, true, false)]
    // It had not said READY before it was given an event, and says so now.
    [InlineData(ListenerState.Acknowledged, ListenerState.Busy, "READY\n", 6, false, false)]
    [InlineData(ListenerState.Acknowledged, ListenerState.Ready, "READY\n", 6, false, false)]
    [InlineData(ListenerState.Acknowledged, ListenerState.Busy, "DY\n", 3, false, false)]
    // It had.
    [InlineData(ListenerState.Acknowledged, ListenerState.Busy, "RESULT 2\nOK", 0, false, false)]
    // Nothing was in doubt.
    [InlineData(ListenerState.Ready, ListenerState.Ready, "noise\n", 0, false, false)]
    public void The_first_words_tell_where_it_stands(
        ListenerState noted,
        ListenerState present,
        string content,
        int skipped,
        bool waits,
        bool isLost
    )
    {
        var resync = new ListenerResync();
        resync.Begin(noted);
        resync.Look(Encoding.ASCII.GetBytes(content), present, out var skip, out var mustWait).ShouldBe(isLost);
        (skip, mustWait).ShouldBe((skipped, waits));
    }

    [Fact]
    public void What_has_been_told_is_in_doubt_no_more()
    {
        var resync = new ListenerResync();
        resync.Begin(ListenerState.Busy);
        resync.IsResultInDoubt.ShouldBeTrue();
        resync.Look("READY\n"u8, ListenerState.Busy, out _, out _).ShouldBeTrue();
        resync.IsResultInDoubt.ShouldBeFalse();
        resync.Look("READY\n"u8, ListenerState.Busy, out var skipped, out _).ShouldBeFalse();
        skipped.ShouldBe(0);
    }

    [Fact]
    public void A_late_result_of_an_event_that_was_offered_again_does_not_count()
    {
        var resync = new ListenerResync();
        resync.Begin(ListenerState.Busy);
        resync.GiveUp();
        resync.Look("RESULT 2\nOK"u8, ListenerState.Ready, out _, out var waits).ShouldBeFalse();
        waits.ShouldBeTrue();
        resync.Look("RESULT 2\nOKREADY\n"u8, ListenerState.Ready, out var skipped, out _).ShouldBeFalse();
        skipped.ShouldBe(17);
    }
}
