namespace Supervisor.Toml.Tests;

public sealed class TableTests
{
    [Theory]
    [InlineData("[a.b.c]\n[a]\n[a.b]")]
    [InlineData("[a]\nb.c = 1\n[a.b.d]\n[a.b.d.e]")]
    [InlineData("a.b = 1\na.c = 2\n[a.d]")]
    [InlineData("a.b = 1\nx = 1\na.c.d = 2\na.c.e = 2")]
    [InlineData("[a.b.c]\n[a]\nb.d = 1")]
    [InlineData("[[a]]\n[a.b]\n[[a]]\n[a.b]")]
    [InlineData("[[a.b]]\n[a]\nc = 1\n[[a.b]]")]
    [InlineData("[[a]]\n[[a.b]]\n[[a.b]]\n[a.b.c]\n[[a]]\n[[a.b]]")]
    [InlineData("a = {b.c = 1, b.d = 2, e = {}}")]
    [InlineData("'' = 1\n[x]\n''.'' = 1")]
    [InlineData("1.2 = 1\ntrue = 2\n2020-01-01 = 3")]
    public void A_table_may_be_added_to(string document) => Read.Valid(document).Count.ShouldBeGreaterThan(0);

    [Theory]
    [InlineData("[a]\n[a]")]
    [InlineData("[a]\n[a.b]\n[a]")]
    [InlineData("[a.b]\n[[a]]")]
    [InlineData("[[a]]\n[a]")]
    [InlineData("[[a]]\n[a.b]\n[[a.b]]")]
    [InlineData("[[a]]\n[a.b]\n[a.b]")]
    [InlineData("[a]\nb.c = 1\n[a.b]")]
    [InlineData("[a]\nb.c = 1\n[[a.b]]")]
    [InlineData("[a.b.c]\n[a]\nb.d = 1\n[a.b]")]
    [InlineData("[a.b]\n[a]\nb = 1")]
    [InlineData("a = 1\na.b = 1")]
    [InlineData("a.b = 1\na = 1")]
    [InlineData("a.b = 1\n[a]")]
    [InlineData("a = {}\na.b = 1")]
    [InlineData("a = {b.c = 1}\n[a.b.d]")]
    [InlineData("a = {b = {}, b.c = 1}")]
    [InlineData("a = [{}]\n[[a]]")]
    [InlineData("a = [{}]\n[a.b]")]
    [InlineData("a = [{}]\na.b = 1")]
    [InlineData("a.b = [{}]\n[[a.b]]")]
    [InlineData("[[a]]\na.b = 1\n[a.a]")]
    public void What_is_defined_is_not_defined_again(string document) => Read.Invalid(document).Span.Line.ShouldBeGreaterThan(0);

    [Fact]
    public void Entries_keep_the_order_of_the_source()
    {
        Read.Valid("z = 1\na.b = 2\n[m]\n[c.d]\n[[k]]").Select(entry => entry.Key).ShouldBe(["z", "a", "m", "c", "k"]);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(1000)]
    public void A_key_is_found_in_a_table_of_any_size(int count)
    {
        TomlTable root = Read.Valid(string.Concat(Enumerable.Range(0, count).Select(i => $"k{i} = {i}\n")));
        root.Count.ShouldBe(count);
        root.TryGet("k", out TomlEntry? missing).ShouldBeFalse();
        missing.ShouldBeNull();
        for (int i = 0; i < count; i++)
        {
            root.Entry($"k{i}").Value.ShouldBeOfType<TomlInteger>().Value.ShouldBe(i);
            root[i].Key.ShouldBe($"k{i}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\r\n\r\n")]
    [InlineData(" \t")]
    [InlineData("# comment")]
    [InlineData("\uFEFF# comment\r\n")]
    public void A_document_may_be_empty(string document) => Read.Valid(document).Count.ShouldBe(0);

    [Fact]
    public void Line_ends_may_be_CRLF_everywhere()
    {
        TomlTable root = Read.Valid(Samples.Everything.ReplaceLineEndings("\r\n"));
        root.Entry("text").Value.ShouldBeOfType<TomlString>().Value.ShouldBe("first line\nfolded here, and \"\"quotes\"\"");
        root.Entry("array").Value.ShouldBeOfType<TomlArray>().Count.ShouldBe(2);
    }
}
