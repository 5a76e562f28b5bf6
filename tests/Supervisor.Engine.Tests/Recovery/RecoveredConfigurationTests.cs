using Supervisor.Configuration.Settings;
using Supervisor.Engine.Journal;
using Supervisor.Engine.Recovery;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Tests.Control;

namespace Supervisor.Engine.Tests.Recovery;

/// <summary>The configuration that was in force, put together from the loads that slots are of.</summary>
public sealed class RecoveredConfigurationTests
{
    private static readonly SupervisorSettings First = Load(1, "a", "b", "c");
    private static readonly SupervisorSettings Second = Load(2, "b", "c", "d");
    private static readonly SupervisorSettings Present = Load(3, "c", "e");

    [Fact]
    public void Every_slot_has_the_settings_that_it_was_made_with()
    {
        var found = Recover([Of("b", 1), Of("c", 2)], First, Second);
        found.Slots.Select(slot => (slot.Settings.Name, slot.Settings.Generation)).ShouldBe([("b", 1ul), ("c", 2ul)]);
        found.Settings.Groups.Select(group => group.Processes.Single().Generation).ShouldBe([1ul, 2ul]);
        found.Lost.ShouldBeEmpty();
    }

    [Fact]
    public void Only_what_had_a_slot_was_in_force() =>
        Recover([Of("d", 2)], First, Second).Settings.Groups.ShouldHaveSingleItem().Name.ShouldBe("d");

    [Fact]
    public void What_was_being_removed_has_a_slot_and_no_group()
    {
        var found = Recover([Of("b", 2), Of("a", 1) with { Intent = SlotIntent.Remove }], First, Second);
        found.Slots.Select(slot => slot.Settings.Name).ShouldBe(["b", "a"]);
        found.Settings.Groups.ShouldHaveSingleItem().Name.ShouldBe("b");
    }

    [Fact]
    public void What_the_daemon_itself_is_comes_from_the_newest_load()
    {
        var newest = Second with { File = "/conf/second.toml" };
        Recover([Of("b", 1)], First, newest).Settings.File.ShouldBe("/conf/second.toml");
    }

    [Fact]
    public void Without_any_load_the_present_settings_stand_for_them()
    {
        var found = RecoveredConfiguration.Of([Of("c", 1)], new Dictionary<ulong, SupervisorSettings>(), Present);
        found.Slots.ShouldHaveSingleItem().Settings.Generation.ShouldBe(3ul);
        found.Settings.File.ShouldBe(Present.File);
    }

    [Fact]
    public void A_record_of_a_lost_load_is_known_by_the_present_settings_or_lost()
    {
        var found = Recover([Of("c", 1), Of("a", 1)], Second);
        found.Slots.ShouldHaveSingleItem().Settings.Generation.ShouldBe(3ul);
        found.Lost.ShouldHaveSingleItem().Name.ShouldBe(SlotName.Of("a", "a"));
    }

    [Fact]
    public void Groups_are_in_the_order_of_their_starts_and_processes_in_that_of_their_group()
    {
        const string Text = """
            [program.late]
            command = "/bin/true"
            priority = 5
            stdout_logfile = "NONE"
            stderr_logfile = "NONE"
            numprocs = 3
            process_name = "%(program_name)s_%(process_num)d"
            [program.early]
            command = "/bin/true"
            priority = 1
            stdout_logfile = "NONE"
            stderr_logfile = "NONE"
            """;
        var load = TextConfiguration.Read(Text).OfGeneration(1);
        var records = new[] { ("late", "late_2"), ("early", "early"), ("late", "late_0"), ("late", "late_1") };
        var found = Recover([.. records.Select(names => Records.Of("x") with { Name = SlotName.Of(names.Item1, names.Item2) })], load);
        found.Settings.Groups.Select(group => group.Name).ShouldBe(["early", "late"]);
        found.Settings.Groups[1].Processes.Select(process => process.Name).ShouldBe(["late_0", "late_1", "late_2"]);
    }

    [Fact]
    public void What_was_known_and_not_active_does_not_come_back_by_itself()
    {
        var found = Recover([Of("a", 1)], Load(1, "a", "b"));
        found.WithLastRead(Load(1, "a", "b")).Inactive.ShouldBe(["b"]);
        found.WithLastRead(null).Inactive.ShouldBeEmpty();
    }

    private static SlotRecord Of(string name, ulong generation) => Records.Of(name) with { Generation = generation };

    private static SupervisorSettings Load(ulong generation, params ReadOnlySpan<string> programs)
    {
        var text = "";
        foreach (var program in programs)
            text += TextConfiguration.Program(program);
        return TextConfiguration.Read(text).OfGeneration(generation);
    }

    private static RecoveredConfiguration Recover(SlotRecord[] records, params ReadOnlySpan<SupervisorSettings> loads)
    {
        var kept = new Dictionary<ulong, SupervisorSettings>();
        foreach (var load in loads)
            kept.Add(load.Groups[0].Processes[0].Generation, load);
        return RecoveredConfiguration.Of(records, kept, Present);
    }
}
