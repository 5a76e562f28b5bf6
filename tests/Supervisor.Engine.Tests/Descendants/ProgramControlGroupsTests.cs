using Supervisor.Engine.Descendants;
using Supervisor.Engine.Tests.Control;
using Supervisor.Engine.Tests.Loop;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Descendants;

public sealed class ProgramControlGroupsTests : IDisposable
{
    private readonly SilentLog _log = new();
    private readonly ControlGroup? _place;

    public ProgramControlGroupsTests()
    {
        _place = ControlGroup.OfThisProcess()?.Child("test." + Guid.NewGuid().ToString("N"));
        if (_place?.Create() != 0)
            _place = null;
    }

    [SkippableFact]
    public void Each_slot_has_a_group_of_its_own_below_that_of_the_instance()
    {
        using var groups = ProgramControlGroups.Open(Place(), "a", _log);
        var group = groups.Of(SettingsOf("web")).ShouldNotBeNull();
        group.Path.ShouldBe(Place().Path + "/supervisor.a/web:web");
        Directory.Exists(group.Path).ShouldBeFalse("it is made by the first spawn");
        group.Create().ShouldBe(0);
        groups.Release(SettingsOf("web"));
        Directory.Exists(group.Path).ShouldBeFalse();
    }

    [SkippableFact]
    public void An_instance_takes_its_groups_with_it_and_finds_those_that_a_dead_one_of_the_same_name_has_left()
    {
        using (var first = ProgramControlGroups.Open(Place(), "a", _log))
            first.Of(SettingsOf("web")).ShouldNotBeNull().Create().ShouldBe(0);
        Place().Children().ShouldBeEmpty();
    }

    [SkippableFact]
    public void What_dead_instances_have_left_is_removed_and_what_belongs_to_living_ones_is_not()
    {
        Place().Child("supervisor.dead").Create().ShouldBe(0);
        Place().Child("supervisor.dead").Child("x:x").Create().ShouldBe(0);
        Place().Child("other").Create().ShouldBe(0);
        using var living = ProgramControlGroups.Open(Place(), "living", _log);
        living.Of(SettingsOf("web")).ShouldNotBeNull().Create().ShouldBe(0);
        using var second = ProgramControlGroups.Open(Place(), "second", _log);
        Place()
            .Children()
            .Select(group => group.Name)
            .Order(StringComparer.Ordinal)
            .ShouldBe(["other", "supervisor.living", "supervisor.second"]);
        Directory.Exists(living.Of(SettingsOf("web")).ShouldNotBeNull().Path).ShouldBeTrue();
    }

    [Fact]
    public void Where_there_is_no_hierarchy_or_it_cannot_be_written_there_are_none()
    {
        ProgramControlGroups.Open(null, "a", _log).Of(SettingsOf("web")).ShouldBeNull();
        using var groups = ProgramControlGroups.Open(new ControlGroup("/nowhere"), "a", _log);
        groups.Of(SettingsOf("web")).ShouldBeNull();
        groups.Release(SettingsOf("web"));
    }

    public void Dispose()
    {
        foreach (var child in _place?.Children() ?? [])
        {
            foreach (var inner in child.Children())
                inner.Remove();
            child.Remove();
        }
        _place?.Remove();
    }

    private static Supervisor.Configuration.Settings.ProcessSettings SettingsOf(string name) =>
        TextConfiguration.Read(TextConfiguration.Program(name)).Groups.Single().Processes.Single();

    private ControlGroup Place()
    {
        Skip.If(_place is null, "no cgroup 2 hierarchy can be written here");
        return _place;
    }
}
