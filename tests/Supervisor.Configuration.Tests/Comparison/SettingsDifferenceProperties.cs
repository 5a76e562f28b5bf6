using FsCheck;
using FsCheck.Fluent;
using Supervisor.Configuration.Comparison;
using Supervisor.Configuration.Table;
using Supervisor.Configuration.Tests.Surroundings;

namespace Supervisor.Configuration.Tests.Comparison;

public class SettingsDifferenceProperties
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(300);

    [Fact]
    public void A_configuration_does_not_differ_from_another_load_of_itself() =>
        Prop.ForAll<int>(seed =>
            {
                var text = RandomConfiguration.Text(seed);
                return SettingsDifference.Between(Fixture.Settings(text), Fixture.Settings(text)).IsEmpty;
            })
            .Check(Many);

    [Fact]
    public void Applying_a_difference_to_the_old_processes_gives_the_new_ones() =>
        Prop.ForAll<int, int>(
                (first, second) =>
                {
                    var old = Fixture.Settings(RandomConfiguration.Text(first));
                    var @new = Fixture.Settings(RandomConfiguration.Text(second));
                    var running = old.Groups.SelectMany(group => group.Processes).ToDictionary(process => process.DisplayName);
                    foreach (var change in SettingsDifference.Between(old, @new).Processes)
                    {
                        var name = change.Process.DisplayName;
                        // An unchanged process keeps its old settings: nothing that matters may differ then.
                        if (change.Kind == ChangeKind.Removed)
                            running.Remove(name).ShouldBeTrue();
                        else if (change.Kind == ChangeKind.Added)
                            running.TryAdd(name, change.New!).ShouldBeTrue();
                        else if (change.Kind == ChangeKind.Changed)
                            running[name] = change.New!;
                    }
                    var wanted = @new.Groups.SelectMany(group => group.Processes).ToArray();
                    running.Count.ShouldBe(wanted.Length);
                    wanted.ShouldAllBe(process =>
                        SettingsDifference.Compare(running[process.DisplayName], process).Kind == ChangeKind.Unchanged
                    );
                }
            )
            .Check(Many);

    [Fact]
    public void The_way_back_changes_the_same_keys_and_needs_the_same() =>
        Prop.ForAll<int, int>(
                (first, second) =>
                {
                    var left = Fixture.Settings(RandomConfiguration.Text(first));
                    var right = Fixture.Settings(RandomConfiguration.Text(second));
                    Changed(SettingsDifference.Between(left, right)).ShouldBe(Changed(SettingsDifference.Between(right, left)));
                }
            )
            .Check(Many);

    [Fact]
    public void Only_a_changed_key_makes_a_change_and_its_need_is_at_least_the_keys() =>
        Prop.ForAll<int, int>(
                (first, second) =>
                {
                    var difference = SettingsDifference.Between(
                        Fixture.Settings(RandomConfiguration.Text(first)),
                        Fixture.Settings(RandomConfiguration.Text(second))
                    );
                    foreach (var process in difference.Processes)
                    {
                        (process.Kind == ChangeKind.Changed).ShouldBe(!process.ChangedKeys.IsEmpty);
                        foreach (var key in SettingsTable.Of(TableKind.Program).Keys.Where(key => process.ChangedKeys.Contains(key.Name)))
                            (process.Needs >= key.Needs).ShouldBeTrue();
                    }
                }
            )
            .Check(Many);

    private static string[] Changed(SettingsDifference difference) =>
        [
            .. difference
                .Processes.Where(process => process.Kind == ChangeKind.Changed)
                .Select(process => $"{process.Process.DisplayName}: {string.Join(' ', process.ChangedKeys)} {process.Needs}")
                .Order(StringComparer.Ordinal),
        ];
}
