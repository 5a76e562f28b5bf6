using Supervisor.Configuration.Table;

namespace Supervisor.Configuration.Tests.Table;

public class SettingsTableTests
{
    public static TheoryData<TableKind> Kinds => [.. Enum.GetValues<TableKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_key_is_declared_once_and_says_what_it_is(TableKind kind)
    {
        var table = SettingsTable.Of(kind);
        table.Help.ShouldNotBeEmpty();
        table.Keys.ShouldNotBeEmpty();
        table.Keys.Select(key => key.Name).ShouldBeUnique();
        foreach (var key in table.Keys)
        {
            key.Help.ShouldEndWith(".", customMessage: key.Name);
            key.Type.Description.ShouldNotBeEmpty(key.Name);
            key.Type.Shapes.ShouldNotBe(Configuration.Values.ValueShapes.None, key.Name);
            if (key.IsRequired)
                key.DefaultText.ShouldBeEmpty(key.Name);
        }
    }

    /// <summary>A key that nothing compares would be changed without effect.</summary>
    [Fact]
    public void Every_key_of_a_program_is_compared_where_it_shows()
    {
        string[] showElsewhere = ["process_name", "numprocs", "numprocs_start", "environment_file", "log_format"];
        SettingsTable
            .Of(TableKind.EventListener)
            .Keys.Concat(SettingsTable.Of(TableKind.FastCgiProgram).Keys)
            .Where(key => key.SameForProcess is null && key.SameForGroup is null)
            .Select(key => key.Name)
            .Distinct(StringComparer.Ordinal)
            .ShouldBe(showElsewhere);
    }

    [Fact]
    public void Every_key_of_the_daemon_is_compared() =>
        SettingsTable.Of(TableKind.Supervisord).Keys.ShouldAllBe(key => key.SameForDaemon != null);

    [Fact]
    public void Tables_are_found_by_their_names()
    {
        foreach (var table in SettingsTable.All)
            SettingsTable.Find(table.Name).ShouldBeSameAs(table);
        SettingsTable.Find("nothing").ShouldBeNull();
    }
}
