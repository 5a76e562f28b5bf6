using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Supervisor.Engine.Choices;

namespace Supervisor.Engine.Tests.Choices;

public sealed class ChoiceTextTests
{
    private const string Head = "# supervisor choices, version 1\n";

    [Fact]
    public void People_can_read_it() =>
        Encoding
            .UTF8.GetString(
                ChoiceText.Write(
                    [new ProcessName("web", "web"), new ProcessName("g", "b"), new ProcessName("g", "a"), new ProcessName("ä", "ä")],
                    "host",
                    "/etc/supervisor\n.toml"
                )
            )
            .ShouldBe(
                Head
                    + """
                    # of host with /etc/supervisor .toml
                    # What is disabled does not start by itself: see supervisorctl disable, supervisorctl enable.
                    disabled g:a
                    disabled g:b
                    disabled web
                    disabled ä

                    """
            );

    [Fact]
    public void What_is_written_is_read()
    {
        var name = Gen.Elements("a", "b", "é", "#", "x_1", "disabled").Zip(Gen.Elements("a", "b", "é", "#", "..", "c:d"));
        Check.One(
            Config.QuickThrowOnFailure,
            Prop.ForAll(
                name.Select(pair => new ProcessName(pair.Item1, pair.Item2)).ArrayOf().ToArbitrary(),
                names => Read(ChoiceText.Write([.. names], "i", "/c")).ShouldBe(names.Distinct(), ignoreOrder: true)
            )
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n# a comment\n   \n")]
    public void It_may_hold_nothing(string rest) => Read(Head + rest).ShouldBeEmpty();

    [Fact]
    public void People_can_write_it() =>
        Read(Head.TrimEnd() + "\r\n  disabled   web \r\n# disabled not\ndisabled g:a\ndisabled g:a")
            .ShouldBe([new ProcessName("web", "web"), new ProcessName("g", "a")], ignoreOrder: true);

    [Theory]
    [InlineData("", "its first line is not")]
    [InlineData("disabled web\n", "its first line is not")]
    [InlineData("# supervisor choices, version 2\n", "its first line is not")]
    [InlineData(Head + "disabled\n", "line 2 is not")]
    [InlineData(Head + "\ndisabled \n", "line 3 is not")]
    [InlineData(Head + "disabled g:\n", "line 2 is not")]
    [InlineData(Head + "disabled g:*\n", "line 2 is not")]
    [InlineData(Head + "disabled :a\n", "line 2 is not")]
    [InlineData(Head + "disabled a b\n", "line 2 is not")]
    [InlineData(Head + "disabled a/b\n", "line 2 is not")]
    [InlineData(Head + "disabled a\0b\n", "line 2 is not")]
    [InlineData(Head + "enabled a\n", "line 2 is not")]
    [InlineData(Head + "disabled a\nDisabled b\n", "line 3 is not")]
    public void What_is_no_such_text_is_told(string text, string expected)
    {
        ChoiceText.TryRead(Encoding.UTF8.GetBytes(text), out var mistake).ShouldBeNull();
        mistake.ShouldStartWith(expected);
    }

    [Fact]
    public void What_is_no_text_is_told()
    {
        ChoiceText.TryRead([.. Encoding.UTF8.GetBytes(Head), 0xff, 0xfe], out var mistake).ShouldBeNull();
        mistake.ShouldBe("it is no UTF-8");
    }

    private static ImmutableHashSet<ProcessName> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static ImmutableHashSet<ProcessName> Read(byte[] content)
    {
        var names = ChoiceText.TryRead(content, out var mistake);
        mistake.ShouldBe("");
        return names.ShouldNotBeNull();
    }
}
