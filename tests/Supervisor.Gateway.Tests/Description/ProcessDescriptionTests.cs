using Supervisor.Gateway.Description;
using Supervisor.Protocol.Processes;

namespace Supervisor.Gateway.Tests.Description;

public sealed class ProcessDescriptionTests
{
    private static readonly ProcessSnapshot Running = ProcessSnapshots.Running("web", "web");
    private static readonly TimeZoneInfo TwoHoursEast = TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(2), "east", "east");

    [Theory]
    [InlineData(-5, "0:00:00")]
    [InlineData(1, "0:00:01")]
    [InlineData(86_399, "23:59:59")]
    [InlineData(86_400 + 7_384, "1 day, 2:03:04")]
    [InlineData(12 * 86_400, "12 days, 0:00:00")]
    public void Time_up_is_told_as_pythons_timedelta_does(long seconds, string text) =>
        ProcessDescription
            .Of(Running with { UptimeMilliseconds = (seconds * 1000) + (seconds > 0 ? 999 : 0) }, TimeZoneInfo.Utc)
            .ShouldBe("pid 4711, uptime " + text);

    [Theory]
    [InlineData(ProcessState.Fatal)]
    [InlineData(ProcessState.Backoff)]
    public void Failures_tell_their_error(ProcessState state)
    {
        var failed = Running with { State = state, Name = new ProcessName("group", "web") };
        ProcessDescription.Of(failed with { SpawnError = "can't find command 'x'" }, TimeZoneInfo.Utc).ShouldBe("can't find command 'x'");
        ProcessDescription.Of(failed, TimeZoneInfo.Utc).ShouldBe("unknown error (try \"tail web\")");
    }

    [Theory]
    [InlineData(ProcessState.Stopped)]
    [InlineData(ProcessState.Exited)]
    public void Ends_tell_their_local_time(ProcessState state)
    {
        var ended = Running with { State = state, StoppedAt = 1_763_651_520 };
        ProcessDescription.Of(ended, TimeZoneInfo.Utc).ShouldBe("Nov 20 03:12 PM");
        ProcessDescription.Of(ended, TwoHoursEast).ShouldBe("Nov 20 05:12 PM");
        ProcessDescription.Of(ended with { StartedAt = 0 }, TimeZoneInfo.Utc).ShouldBe("Not started");
    }

    [Fact]
    public void One_that_never_became_a_process_tells_since_when_it_is_stopped()
    {
        var stopped = Running with { State = ProcessState.Stopped, StoppedAt = 0, StateSinceMilliseconds = 1_763_595_900_000 };
        ProcessDescription.Of(stopped, TimeZoneInfo.Utc).ShouldBe("Nov 19 11:45 PM");
    }

    [Fact]
    public void What_ran_once_is_completed_at_a_time()
    {
        var done = Running with { State = ProcessState.Exited, StoppedAt = 1_763_651_520, IsCompleted = true };
        ProcessDescription.Of(done, TimeZoneInfo.Utc).ShouldBe("completed, Nov 20 03:12 PM");
        ProcessDescription.Of(done with { IsDisabled = true }, TimeZoneInfo.Utc).ShouldBe("completed, Nov 20 03:12 PM, disabled");
    }

    [Fact]
    public void What_is_disabled_says_so_behind_everything_else()
    {
        var disabled = Running with { IsDisabled = true };
        ProcessDescription.Of(disabled, TimeZoneInfo.Utc).ShouldBe("pid 4711, uptime 1 day, 2:03:04, disabled");
        ProcessDescription
            .Of(disabled with { State = ProcessState.Stopped, StartedAt = 0 }, TimeZoneInfo.Utc)
            .ShouldBe("Not started, disabled");
        ProcessDescription.Of(disabled with { State = ProcessState.Stopping }, TimeZoneInfo.Utc).ShouldBe("disabled");
    }

    [Theory]
    [InlineData(ProcessState.Starting)]
    [InlineData(ProcessState.Stopping)]
    [InlineData(ProcessState.Unknown)]
    public void What_is_under_way_has_none(ProcessState state) =>
        ProcessDescription.Of(Running with { State = state }, TimeZoneInfo.Utc).ShouldBe("");
}
