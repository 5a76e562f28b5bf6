using System.Text.Json;
using System.Text.RegularExpressions;
using Supervisor.Configuration.Table;

namespace Supervisor.Packaging.Tests;

public sealed partial class SettingsSchemaTests : IDisposable
{
    private readonly JsonDocument _schema = JsonDocument.Parse(SettingsSchema.Write());

    public void Dispose() => _schema.Dispose();

    [Fact]
    public void It_knows_every_table_and_refuses_others()
    {
        Names(Properties(_schema.RootElement)).ShouldBe(SettingsTable.All.Select(table => table.Name));
        _schema.RootElement.GetProperty("additionalProperties").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public void A_program_needs_its_command_and_takes_no_key_that_is_not_known()
    {
        var program = Properties(_schema.RootElement).GetProperty("program").GetProperty("additionalProperties");
        program.GetProperty("required").EnumerateArray().Select(name => name.GetString()).ShouldBe(["command"]);
        program.GetProperty("additionalProperties").GetBoolean().ShouldBeFalse();
        Names(Properties(program)).ShouldBe(SettingsTable.Of(TableKind.Program).Keys.Select(key => key.Name));
        TypesOf(program, "numprocs").ShouldBe(["integer", "string"]);
        TypesOf(program, "command").ShouldBe(["string", "array"]);
    }

    [Fact]
    public void Words_are_offered_and_an_expansion_is_taken_as_well()
    {
        var format = Properties(Properties(_schema.RootElement).GetProperty("program").GetProperty("additionalProperties"))
            .GetProperty("log_format")
            .GetProperty("anyOf");
        format[0].GetProperty("enum").EnumerateArray().Select(word => word.GetString()).ShouldBe(["raw", "time", "json"]);
        format[1].GetProperty("type")[0].GetString().ShouldBe("string");
    }

    /// <summary>A key of the sample that the schema has not would be marked as a mistake by an editor.</summary>
    [Fact]
    public void It_knows_every_key_of_the_sample_configuration()
    {
        var files = Directory
            .GetFiles(PackagingDirectory.At("conf.d"), "*.toml")
            .Append(PackagingDirectory.At("supervisor.toml"))
            .ToArray();
        files.Length.ShouldBeGreaterThan(1);
        foreach (var file in files)
        {
            var table = default(JsonElement);
            foreach (var line in File.ReadLines(file))
            {
                if (Header().Match(line) is { Success: true } header)
                {
                    table = Properties(_schema.RootElement).GetProperty(header.Groups["table"].Value);
                    table = header.Groups["name"].Success ? table.GetProperty("additionalProperties") : table;
                }
                else if (Key().Match(line) is { Success: true } key)
                {
                    Names(Properties(table)).ShouldContain(key.Groups["key"].Value);
                }
            }
        }
    }

    private static JsonElement Properties(JsonElement table) => table.GetProperty("properties");

    private static IEnumerable<string> Names(JsonElement properties) => properties.EnumerateObject().Select(property => property.Name);

    private static IEnumerable<string?> TypesOf(JsonElement table, string key) =>
        Properties(table).GetProperty(key).GetProperty("type").EnumerateArray().Select(type => type.GetString());

    [GeneratedRegex(@"^\[(?<table>[a-z_-]+)(\.(?<name>.+))?\]$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Header();

    [GeneratedRegex("^(?<key>[a-z_]+) = ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();
}
