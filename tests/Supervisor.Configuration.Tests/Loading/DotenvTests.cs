using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Loading;
using Supervisor.Configuration.Tests.Surroundings;

namespace Supervisor.Configuration.Tests.Loading;

public class DotenvTests
{
    [Theory]
    [InlineData("A=1", "A", "1")]
    [InlineData("export A=1", "A", "1")]
    [InlineData("export=1", "export", "1")]
    [InlineData("  A = 1  ", "A", "1")]
    [InlineData("A=", "A", "")]
    [InlineData("A=a b # note", "A", "a b")]
    [InlineData("A=a#b", "A", "a#b")]
    [InlineData("A=#b", "A", "")]
    [InlineData("A='x # y' # note", "A", "x # y")]
    [InlineData("A='a\\n$B'", "A", "a\\n$B")]
    [InlineData("A=\"a\\n\\t\\\"\\\\\\$B\\q\"", "A", "a\n\t\"\\$B\\q")]
    [InlineData("A=\"one\ntwo\"", "A", "one\ntwo")]
    [InlineData("A='one\ntwo'", "A", "one\ntwo")]
    [InlineData("A=$HOME/${X}", "A", "$HOME/${X}")]
    [InlineData("A=1\r\n", "A", "1")]
    [InlineData("\uFEFFA=1", "A", "1")]
    [InlineData("a.b-c_1=x=y", "a.b-c_1", "x=y")]
    [InlineData("A=it's", "A", "it's")]
    public void A_line_gives_a_variable(string text, string name, string value)
    {
        var (variables, mistakes) = DotenvReader.Read(text);
        mistakes.ShouldBeEmpty();
        variables.ShouldBe([new KeyValuePair<string, string>(name, value)]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# A=1")]
    [InlineData("  \t# x\n \r\n")]
    public void Comments_and_blank_lines_give_none(string text)
    {
        var (variables, mistakes) = DotenvReader.Read(text);
        mistakes.ShouldBeEmpty();
        variables.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("A", 1, "expected '=' after 'A'")]
    [InlineData("export A", 8, "expected '=' after 'A'")]
    [InlineData("A B=1", 2, "expected '=' after 'A'")]
    [InlineData("=1", 0, "expected the name of a variable")]
    [InlineData("1A=1", 0, "expected the name of a variable")]
    [InlineData("A='x", 2, "this quote is never closed")]
    [InlineData("A=\"x\\\"", 2, "this quote is never closed")]
    [InlineData("A='x' y", 6, "expected the end of the line after the closing quote")]
    public void A_mistake_has_its_place(string text, int index, string message)
    {
        var (variables, mistakes) = DotenvReader.Read(text);
        variables.ShouldBeEmpty();
        var mistake = mistakes.ShouldHaveSingleItem();
        mistake.Index.ShouldBe(index);
        mistake.Message.ShouldBe(message);
    }

    [Fact]
    public void Mistakes_in_a_file_are_told_with_its_line_and_column()
    {
        var fixture = new Fixture();
        fixture.Files.Add("/conf/env/app.env", "GOOD=1\nbad line\n  äöü\n");
        var result = fixture.LoadText("[program.web]\ncommand = 'x'\nenvironment_file = ['env/app.env']\n");
        DiagnosticRenderer
            .Render(result.Errors)
            .ShouldBe(
                """
                env/app.env:2:5: expected '=' after 'bad'
                  2 | bad line
                    |     ^
                env/app.env:3:3: expected the name of a variable
                  3 |   äöü
                    |   ^

                """
            );
    }

    [Fact]
    public void A_leading_dash_makes_a_file_optional()
    {
        var fixture = new Fixture();
        fixture.Files.Add("/conf/b.env", "B=2\n");
        var process = fixture
            .SettingsOf("[program.web]\ncommand = 'x'\nenvironment_file = ['-a.env', '-b.env', '%(here)s/b.env']\n")
            .Groups[0]
            .Processes[0];
        process.Environment.ShouldHaveSingleItem().Value.ShouldBe("2");
    }

    [Fact]
    public void A_file_that_many_programs_name_is_read_once()
    {
        var fixture = new Fixture();
        fixture.Files.Add("/conf/b.env", "B=2\n");
        fixture.SettingsOf(
            string.Concat(Enumerable.Range(0, 20).Select(i => $"[program.p{i}]\ncommand = 'x'\nenvironment_file = 'b.env'\n"))
        );
        fixture.Files.Reads.Count(path => path == "/conf/b.env").ShouldBe(1);
    }
}
