using System.Text;

namespace Supervisor.Toml.Tests;

/// <summary>Reading, with what a test expects of it.</summary>
internal static class Read
{
    public static TomlTable Valid(string document) => Valid(Encoding.UTF8.GetBytes(document));

    public static TomlTable Valid(byte[] document)
    {
        TomlReader.TryRead(document, out TomlTable? root, out TomlError? error).ShouldBeTrue(error?.ToString());
        error.ShouldBeNull();
        return root.ShouldNotBeNull();
    }

    public static TomlError Invalid(string document) => Invalid(Encoding.UTF8.GetBytes(document));

    public static TomlError Invalid(byte[] document)
    {
        TomlReader.TryRead(document, out TomlTable? root, out TomlError? error).ShouldBeFalse();
        root.ShouldBeNull();
        return error.ShouldNotBeNull();
    }

    /// <summary>The value of the key x.</summary>
    public static T Value<T>(string value)
        where T : TomlValue => Valid("x = " + value).Entry("x").Value.ShouldBeOfType<T>();

    public static TomlEntry Entry(this TomlTable table, params string[] path)
    {
        foreach (string key in path[..^1])
        {
            table = table.Entry(key).Value.ShouldBeOfType<TomlTable>();
        }
        table.TryGet(path[^1], out TomlEntry? entry).ShouldBeTrue($"no key {path[^1]}");
        return entry.ShouldNotBeNull();
    }
}
