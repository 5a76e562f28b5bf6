using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Tests.Surroundings;
using Supervisor.Posix;

namespace Supervisor.Configuration.Tests.Loading;

public sealed class StopScopeTests
{
    [Theory]
    [InlineData("", false, false, false)]
    [InlineData("killasgroup = true", false, true, false)]
    [InlineData("stop_scope = 'process'", false, false, false)]
    [InlineData("stop_scope = 'group'", true, true, false)]
    [InlineData("stop_scope = 'tree'", false, true, true)]
    [InlineData("stop_scope = 'Tree'", false, true, true)]
    public void How_far_a_stop_reaches(string line, bool asGroup, bool killAsGroup, bool tree) =>
        Fixture
            .Program(line + "\nstopwaitsecs = 3\nstopsignal = 'INT'")
            .Stop.ShouldBe(new StopSettings(SignalNumber.Interrupt, TimeSpan.FromSeconds(3), asGroup, killAsGroup) { EndsTree = tree });

    [Theory]
    [InlineData("stopasgroup")]
    [InlineData("killasgroup")]
    public void It_is_said_in_one_way_alone(string key)
    {
        var error = Fixture.ProgramError($"stop_scope = 'tree'\n{key} = true");
        error.Message.ShouldBe($"{key} in [program.web] says the same thing as stop_scope, or contradicts it: one of them has to go");
        error.Span.ShouldNotBeNull().Line.ShouldBe(4);
    }

    [Fact]
    public void An_unknown_scope_is_refused() => Fixture.ProgramError("stop_scope = 'all'").Message.ShouldContain("process");

    [Fact]
    public void Control_groups_are_used_unless_they_are_not_wanted()
    {
        Fixture.Settings("").Daemon.ControlGroups.ShouldBeTrue();
        Fixture.Settings("[supervisord]\ncontrol_groups = false\n").Daemon.ControlGroups.ShouldBeFalse();
    }
}
