namespace Supervisor.Toml.Tests;

public sealed class DepthTests
{
    private const int Limit = TomlReader.MaximumDepth;

    public static TheoryData<string> Shapes => new(_shapes.Keys);

    private static readonly Dictionary<string, Func<int, string>> _shapes = new(StringComparer.Ordinal)
    {
        ["arrays"] = depth => "x = " + Repeat("[", depth) + Repeat("]", depth),
        ["inline tables"] = depth => Repeat("x = {", depth) + "x = 1" + Repeat("}", depth),
        ["dotted key"] = depth => Repeat("x.", depth) + "x = 1",
        ["header"] = depth => "[x" + Repeat(".x", depth - 1) + "]",
        ["array of tables"] = depth => "[[x" + Repeat(".x", depth - 2) + "]]",
        ["header, dotted key and array"] = depth => "[x.x]\n" + Repeat("x.", depth - 5) + "x = [{x = [1]}]",
        ["inline tables with dotted keys"] = depth => "x = " + Repeat("{x.x = ", depth / 2) + "1" + Repeat("}", depth / 2),
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void As_deep_as_allowed(string shape) => Read.Valid(_shapes[shape](Limit)).Count.ShouldBe(1);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_little_too_deep(string shape) =>
        Read.Invalid(_shapes[shape](Limit + 2)).Message.ShouldBe("tables and arrays lie deeper than 128 levels in each other here");

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_million_levels_are_refused_without_a_deep_stack(string shape) =>
        Read.Invalid(_shapes[shape](1_000_000)).Message.ShouldBe("tables and arrays lie deeper than 128 levels in each other here");

    [Fact]
    public void Many_nested_arrays_of_tables_count_with_their_arrays()
    {
        string Nest(int levels) =>
            string.Concat(Enumerable.Range(1, levels).Select(level => $"[[{string.Join('.', Enumerable.Repeat("x", level))}]]\n"));
        Read.Valid(Nest(Limit / 2)).Count.ShouldBe(1);
        Read.Invalid(Nest((Limit / 2) + 1)).Message.ShouldContain("deeper than 128 levels");
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
