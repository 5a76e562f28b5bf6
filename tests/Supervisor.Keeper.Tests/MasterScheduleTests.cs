namespace Supervisor.Keeper.Tests;

public sealed class MasterScheduleTests
{
    private readonly HandTime _time = new();
    private readonly MasterSchedule _schedule;

    public MasterScheduleTests() => _schedule = new MasterSchedule(_time);

    [Fact]
    public void Nobody_is_due_while_there_is_a_master_and_one_is_at_once_when_it_has_died()
    {
        _schedule.Started();
        _schedule.IsDue.ShouldBeFalse();
        _schedule.Plan().ShouldBe(TimeSpan.Zero);
        _schedule.IsDue.ShouldBeTrue();
        _schedule.Started();
        _schedule.Due.ShouldBeNull();
    }

    [Fact]
    public void After_many_deaths_in_a_row_the_next_waits_as_long_as_is_said()
    {
        var wait = TimeSpan.Zero;
        while (wait == TimeSpan.Zero)
        {
            _schedule.Started();
            wait = _schedule.Plan();
        }
        _schedule.Deaths.ShouldBe(4);
        _time.Advance(wait - TimeSpan.FromMilliseconds(1));
        _schedule.IsDue.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        _schedule.IsDue.ShouldBeTrue();
    }
}
