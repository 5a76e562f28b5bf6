using System.Text;

namespace Supervisor.Toml.Tests;

/// <summary>
/// Documents of megabytes, in the shapes where a reader easily becomes quadratic. There is no clock here: with quadratic work each of
/// them would take hours.
/// </summary>
public sealed class SizeTests
{
    private const int Count = 300_000;

    [Fact]
    public void Many_values_on_one_line()
    {
        TomlArray array = Read.Valid("x = [" + Repeat(Count, i => $"'é{i}', ") + "]").Entry("x").Value.ShouldBeOfType<TomlArray>();
        array.Count.ShouldBe(Count);
        // Everything here is one UTF-16 unit a scalar value, so that lengths are columns.
        array[^1].Span.Column.ShouldBe("x = [".Length + Enumerable.Range(0, Count - 1).Sum(i => $"'é{i}', ".Length) + 1);
    }

    [Fact]
    public void Many_keys_of_one_table() => Read.Valid(Repeat(Count, i => $"k{i} = {i}\n")).Count.ShouldBe(Count);

    [Fact]
    public void Many_keys_of_one_dotted_table() =>
        Read.Valid(Repeat(Count, i => $"a.b.k{i} = {i}\n")).Entry("a", "b").Value.ShouldBeOfType<TomlTable>().Count.ShouldBe(Count);

    [Fact]
    public void Many_keys_of_one_inline_table() =>
        Read.Valid("x = {" + Repeat(Count, i => $"k{i}.a = {i}, ") + "end = 1}")
            .Entry("x")
            .Value.ShouldBeOfType<TomlTable>()
            .Count.ShouldBe(Count + 1);

    [Fact]
    public void Many_tables() =>
        Read.Valid(Repeat(Count, i => $"[a.k{i}]\nx = 1\n")).Entry("a").Value.ShouldBeOfType<TomlTable>().Count.ShouldBe(Count);

    [Fact]
    public void Many_elements_of_an_array_of_tables() =>
        Read.Valid(Repeat(Count, _ => "[[a.b]]\nx = 1\n")).Entry("a", "b").Value.ShouldBeOfType<TomlArray>().Count.ShouldBe(Count);

    [Fact]
    public void Many_tables_of_which_each_is_written_under_the_last_element_of_an_array()
    {
        TomlTable root = Read.Valid("[[a]]\n" + Repeat(Count, i => $"[a.k{i}]\n"));
        root.Entry("a").Value.ShouldBeOfType<TomlArray>()[0].ShouldBeOfType<TomlTable>().Count.ShouldBe(Count);
    }

    [Theory]
    [InlineData("\"", "a\\té ", "a\té ", "\"")]
    [InlineData("\"\"\"", "line\\\n  \n", "line", "\"\"\"")]
    [InlineData("\"\"\"", "\"\"é\r\n", "\"\"é\n", "\"\"\"")]
    [InlineData("'''", "\n", "\n", ".'''")]
    public void A_string_of_megabytes(string open, string part, string meaning, string close)
    {
        string value = Read.Value<TomlString>(open + "." + Repeat(Count, _ => part) + close).Value;
        value.Trim('.').ShouldBe(Repeat(Count, _ => meaning));
    }

    [Fact]
    public void A_key_of_megabytes()
    {
        string key = new('k', 4 << 20);
        Read.Valid($"{key} = 1").Entry(key).KeySpan.Length.ShouldBe(key.Length);
    }

    [Fact]
    public void Numbers_of_megabytes()
    {
        string digits = new('1', 4 << 20);
        Read.Value<TomlFloat>("0." + digits).Value.ShouldBe(1.0 / 9);
        Read.Value<TomlDateTime>("12:00:00." + digits).Nanosecond.ShouldBe(111_111_111);
        Read.Invalid("x = " + digits).Span.Length.ShouldBe(digits.Length);
        Read.Invalid("x = 0x" + digits).Span.Length.ShouldBe(digits.Length + 2);
    }

    [Fact]
    public void Nothing_but_line_ends_white_space_and_comments() =>
        Read.Valid(Repeat(Count, _ => " \t# é comment\r\n\n")).Count.ShouldBe(0);

    [Fact]
    public void Arrays_over_many_lines_in_each_other_on_one_long_first_line()
    {
        string nested = new string('[', 100) + "'" + new string('é', 1 << 20) + "',\n" + new string(']', 100);
        Read.Value<TomlArray>(nested).Span.Length.ShouldBe(100 + 2 + (1 << 20) + 1);
    }

    private static string Repeat(int count, Func<int, string> write)
    {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++)
        {
            text.Append(write(i));
        }
        return text.ToString();
    }
}
