using System.Text;
using Supervisor.Configuration.Table;

namespace Supervisor.Packaging;

/// <summary>Every table and key of the configuration, for its manual page.</summary>
internal static class ManualKeys
{
    public static string Write()
    {
        var page = new StringBuilder();
        var shared = SettingsTable.Of(TableKind.Program);
        foreach (var table in SettingsTable.All)
        {
            page.Append(".SS ").Append(Roff.Line(Title(table))).Append(Roff.Line(table.Help));
            var isAlsoProgram = table != shared && SettingsTable.IsProgram(table.Kind);
            if (isAlsoProgram)
                page.Append(Roff.Line($"All keys of {shared.DisplayName}, and these:"));
            foreach (var key in isAlsoProgram ? table.Keys.Except(shared.Keys) : table.Keys)
                page.Append(Entry(key));
        }
        return page.ToString();
    }

    private static string Title(TableDefinition table) =>
        table.Naming == TableNaming.AloneOrNamed ? $"[{table.Name}] and [{table.Name}.NAME]" : table.DisplayName;

    private static string Entry(SettingKey key)
    {
        List<string> lines = [key.Help, $"Takes {key.Type.Description}."];
        if (key.IsRequired)
            lines.Add("Required.");
        else if (key.DefaultText.Length > 0)
            lines.Add($"Default: {key.DefaultText}.");
        if (NeedsText(key.Needs) is { } needs)
            lines.Add(needs);
        return Roff.Tagged($".B {Roff.Line(key.Name)}", lines);
    }

    private static string? NeedsText(ChangeNeeds needs) =>
        needs switch
        {
            ChangeNeeds.Nothing => null,
            ChangeNeeds.LogReopen => "A change reopens the log.",
            ChangeNeeds.RestartProcess => "A change restarts the process.",
            ChangeNeeds.RestartDaemon => "A change needs a restart of the daemon.",
            _ => throw new ArgumentOutOfRangeException(nameof(needs), needs, "not described"),
        };
}
