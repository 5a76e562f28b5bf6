using System.Text;

namespace Supervisor.Toml.Tests;

public sealed class SpanTests
{
    [Theory]
    [InlineData("x = 12", 1, 5, 2, 4)]
    [InlineData("x = +1_000  # c", 1, 5, 6, 4)]
    [InlineData("x = true", 1, 5, 4, 4)]
    [InlineData("x = 1.5e3", 1, 5, 5, 4)]
    [InlineData("x = \"a\\tb\"  ", 1, 5, 6, 4)]
    [InlineData("x = 'é€😀'", 1, 5, 5, 4)]
    [InlineData("'é😀' = 0\nx = 1", 2, 5, 1, 17)]
    [InlineData("'é😀'.y = 0 # é\r\nx = 1", 2, 5, 1, 25)]
    [InlineData("x = 1979-05-27 07:32:00Z", 1, 5, 20, 4)]
    [InlineData("x = 1979-05-27 ", 1, 5, 10, 4)]
    [InlineData("x = [1, 2]", 1, 5, 6, 4)]
    [InlineData("x = [1,\n 2]", 1, 5, 3, 4)]
    [InlineData("x = [1, # é\r\n 2]", 1, 5, 7, 4)]
    [InlineData("x = {a = 1}", 1, 5, 7, 4)]
    [InlineData("x = {a = '''\n'''}", 1, 5, 8, 4)]
    [InlineData("x = \"\"\"a\n\"\"\"", 1, 5, 4, 4)]
    [InlineData("x = \"\"\"\r\n\"\"\"", 1, 5, 3, 4)]
    [InlineData("\uFEFFx = 1", 1, 5, 1, 7)]
    [InlineData("\uFEFF\nx = 1", 2, 5, 1, 8)]
    [InlineData("x.y = 1", 1, 1, 1, 0)]
    [InlineData("[x]", 1, 1, 3, 0)]
    [InlineData("a = 1\n [ x ] # c", 2, 2, 5, 7)]
    [InlineData("[x.y]", 1, 2, 1, 1)]
    [InlineData("[x.y]\n[x]", 2, 1, 3, 6)]
    [InlineData("[[x]]\n[[x]]", 1, 1, 5, 0)]
    public void The_span_of_x_is_the_text_of_its_value(string document, int line, int column, int length, int byteOffset) =>
        Read.Valid(document).Entry("x").Value.Span.ShouldBe(new SourceSpan(line, column, length, byteOffset));

    [Theory]
    [InlineData("x = 1", 1, 1, 1, 0)]
    [InlineData("  \"x\"= 1", 1, 3, 3, 2)]
    [InlineData("x . y = 1", 1, 1, 1, 0)]
    [InlineData("a = 1\n[ 'x' . b]", 2, 3, 3, 8)]
    [InlineData("[x.y]\n[x.z]", 1, 2, 1, 1)]
    [InlineData("[x.y]\n [x]", 2, 3, 1, 8)]
    [InlineData("[[x]]\n[[x]]", 1, 3, 1, 2)]
    public void The_span_of_key_x_is_its_own_part(string document, int line, int column, int length, int byteOffset) =>
        Read.Valid(document).Entry("x").KeySpan.ShouldBe(new SourceSpan(line, column, length, byteOffset));

    [Fact]
    public void Every_level_of_a_header_and_of_a_dotted_key_has_its_own_span()
    {
        TomlTable root = Read.Valid("[aa.bb.cc]\ndd . ee = 1");
        root.Entry("aa").KeySpan.ShouldBe(new SourceSpan(1, 2, 2, 1));
        root.Entry("aa", "bb").KeySpan.ShouldBe(new SourceSpan(1, 5, 2, 4));
        root.Entry("aa", "bb", "cc").KeySpan.ShouldBe(new SourceSpan(1, 8, 2, 7));
        root.Entry("aa", "bb", "cc").Value.Span.ShouldBe(new SourceSpan(1, 1, 10, 0));
        root.Entry("aa", "bb", "cc", "dd").KeySpan.ShouldBe(new SourceSpan(2, 1, 2, 11));
        root.Entry("aa", "bb", "cc", "dd", "ee").KeySpan.ShouldBe(new SourceSpan(2, 6, 2, 16));
    }

    [Fact]
    public void An_element_of_an_array_of_tables_has_the_span_of_its_header()
    {
        TomlArray array = Read.Valid("[[x]]\na = 1\n[[x]] # second").Entry("x").Value.ShouldBeOfType<TomlArray>();
        array[1].Span.ShouldBe(new SourceSpan(3, 1, 5, 12));
    }

    [Fact]
    public void The_root_begins_at_the_begin() => Read.Valid("").Span.ShouldBe(new SourceSpan(1, 1, 1, 0));

    [Fact]
    public void Every_span_of_a_document_with_everything_is_where_plain_counting_finds_it()
    {
        byte[] document = Encoding.UTF8.GetBytes(Samples.Everything);
        foreach (byte[] variant in new[] { document, Encoding.UTF8.GetBytes("\uFEFF" + Samples.Everything.ReplaceLineEndings("\r\n")) })
        {
            var spans = new List<SourceSpan>();
            CollectSpans(Read.Valid(variant), spans);
            spans.Count.ShouldBeGreaterThan(60);
            spans.Skip(1).Select(span => SpanCheck.FindProblem(variant, span)).ShouldAllBe(problem => problem == null);
        }
    }

    private static void CollectSpans(TomlValue value, List<SourceSpan> spans)
    {
        spans.Add(value.Span);
        foreach (TomlEntry entry in value as TomlTable ?? Enumerable.Empty<TomlEntry>())
        {
            spans.Add(entry.KeySpan);
            CollectSpans(entry.Value, spans);
        }
        foreach (TomlValue item in value as TomlArray ?? Enumerable.Empty<TomlValue>())
        {
            CollectSpans(item, spans);
        }
    }
}
