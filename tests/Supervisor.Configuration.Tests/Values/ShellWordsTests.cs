using Supervisor.Configuration.Values;

namespace Supervisor.Configuration.Tests.Values;

public class ShellWordsTests
{
    [Theory]
    [InlineData("a b", new[] { "a", "b" })]
    [InlineData("  a\t\n b\r ", new[] { "a", "b" })]
    [InlineData("'a b' \"c d\"", new[] { "a b", "c d" })]
    [InlineData("a''b", new[] { "ab" })]
    [InlineData("''", new[] { "" })]
    [InlineData("a \"\" b", new[] { "a", "", "b" })]
    [InlineData("'a\\b'", new[] { "a\\b" })]
    [InlineData("\"a\\\"b\\\\c\\n\"", new[] { "a\"b\\c\\n" })]
    [InlineData("a\\ b\\'c", new[] { "a b'c" })]
    [InlineData("x=\"1 2\"y", new[] { "x=1 2y" })]
    [InlineData("echo $HOME ~ * # ; | >", new[] { "echo", "$HOME", "~", "*", "#", ";", "|", ">" })]
    [InlineData("bash -c 'echo a ; echo \"b\"'", new[] { "bash", "-c", "echo a ; echo \"b\"" })]
    [InlineData("a\\\nb", new[] { "a\nb" })]
    [InlineData("\"a\nb\"", new[] { "a\nb" })]
    [InlineData("", new string[0])]
    public void Words_follow_the_shells_rules(string text, string[] expected)
    {
        var (words, mistake) = ShellWords.Split(text);
        mistake.ShouldBeNull();
        words.ShouldBe(expected);
    }

    [Theory]
    [InlineData("'a", "No closing quotation")]
    [InlineData("a \"b", "No closing quotation")]
    [InlineData("a \"b\\\"", "No closing quotation")]
    [InlineData("a\\", "No escaped character")]
    [InlineData("\"a\\", "No escaped character")]
    public void An_open_end_is_a_mistake(string text, string expected) => ShellWords.Split(text).Mistake.ShouldBe(expected);
}
