using Supervisor.Engine.States;

namespace Supervisor.Engine.Tests.States;

public sealed class ProcessStatesTests
{
    [Theory]
    [InlineData(ProcessState.Stopped, 0, "STOPPED", false, true)]
    [InlineData(ProcessState.Starting, 10, "STARTING", true, false)]
    [InlineData(ProcessState.Running, 20, "RUNNING", true, false)]
    [InlineData(ProcessState.Backoff, 30, "BACKOFF", true, false)]
    [InlineData(ProcessState.Stopping, 40, "STOPPING", false, false)]
    [InlineData(ProcessState.Exited, 100, "EXITED", false, true)]
    [InlineData(ProcessState.Fatal, 200, "FATAL", false, true)]
    [InlineData(ProcessState.Unknown, 1000, "UNKNOWN", false, true)]
    public void A_state_has_supervisors_number_word_and_sets(ProcessState state, int number, string word, bool isRunning, bool isStopped)
    {
        ((int)state).ShouldBe(number);
        state.Word().ShouldBe(word);
        state.IsRunning().ShouldBe(isRunning);
        state.IsStopped().ShouldBe(isStopped);
        ProcessStates.All.ShouldContain(state);
    }

    [Fact]
    public void There_are_eight_states_in_the_order_of_their_numbers()
    {
        ProcessStates.All.Length.ShouldBe(8);
        ProcessStates.All.ShouldBe(ProcessStates.All.Order());
    }

    [Fact]
    public void A_number_that_is_no_state_has_no_word() => Should.Throw<ArgumentOutOfRangeException>(() => ((ProcessState)1).Word());

    [Fact]
    public void The_default_status_is_that_of_a_process_never_started() => default(ProcessStatus).ShouldBe(ProcessStatus.Initial);
}
