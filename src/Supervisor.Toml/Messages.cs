namespace Supervisor.Toml;

/// <summary>Wording that several parsers share.</summary>
internal static class Messages
{
    public static string TooDeep => $"tables and arrays lie deeper than {TomlReader.MaximumDepth} levels in each other here";

    public static string WithArticle(TomlValue value) => (value.KindName[0] is 'a' or 'i' ? "an " : "a ") + value.KindName;
}
