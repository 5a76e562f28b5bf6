using Supervisor.Engine.Listeners;

namespace Supervisor.Engine.Tests.Listeners;

public sealed class ListenerProtocolTests
{
    [Fact]
    public void Every_state_has_a_row_for_every_input()
    {
        foreach (var state in Enum.GetValues<ListenerState>())
        {
            foreach (var input in Enum.GetValues<ListenerInputKind>())
                Enum.IsDefined(ListenerProtocol.Step(state, input).Next).ShouldBeTrue($"{state} {input}");
        }
    }

    [Theory]
    [InlineData(ListenerState.Acknowledged, ListenerInputKind.Ready, ListenerState.Ready, ListenerEffect.None)]
    [InlineData(ListenerState.Ready, ListenerInputKind.Sent, ListenerState.Busy, ListenerEffect.None)]
    [InlineData(ListenerState.Busy, ListenerInputKind.Accepted, ListenerState.Acknowledged, ListenerEffect.Processed)]
    [InlineData(ListenerState.Busy, ListenerInputKind.Rejected, ListenerState.Acknowledged, ListenerEffect.Rejected)]
    [InlineData(ListenerState.Acknowledged, ListenerInputKind.Noise, ListenerState.Unknown, ListenerEffect.Violated)]
    [InlineData(ListenerState.Ready, ListenerInputKind.Noise, ListenerState.Unknown, ListenerEffect.Violated)]
    [InlineData(ListenerState.Busy, ListenerInputKind.BadResult, ListenerState.Unknown, ListenerEffect.Violated)]
    public void The_protocol_of_the_reference(ListenerState state, ListenerInputKind input, ListenerState next, ListenerEffect effect) =>
        ListenerProtocol.Step(state, input).ShouldBe(new ListenerStep(next, effect));

    [Fact]
    public void Every_run_begins_anew_and_nothing_else_leads_out_of_unknown()
    {
        foreach (var state in Enum.GetValues<ListenerState>())
            ListenerProtocol
                .Step(state, ListenerInputKind.Ended)
                .ShouldBe(new ListenerStep(ListenerState.Acknowledged, ListenerEffect.Abandoned));
        foreach (var input in Enum.GetValues<ListenerInputKind>().Where(input => input != ListenerInputKind.Ended))
            ListenerProtocol.Step(ListenerState.Unknown, input).ShouldBe(new ListenerStep(ListenerState.Unknown, ListenerEffect.None));
    }
}
