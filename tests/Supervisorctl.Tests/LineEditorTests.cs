using Supervisorctl.Processes;
using Supervisorctl.Shell;
using Supervisorctl.Tests.Surroundings;
using Supervisorctl.XmlRpc;

namespace Supervisorctl.Tests;

public sealed class LineEditorTests
{
    private readonly CommandHistory _history = new(null);
    private readonly Completer _completer = new(() => [Process("web", "web"), Process("grp", "one"), Process("grp", "two")]);

    [Theory]
    [InlineData("status", "status")]
    [InlineData("statsu\b\bus", "status")]
    [InlineData("tatus\u0001s", "status")]
    [InlineData("statu\u0001\u0005s", "status")]
    [InlineData("abc def\u0017x", "abc x")]
    [InlineData("abc def\u0001\u000bx", "x")]
    [InlineData("abc\u0015\u0019\u0019", "abcabc")]
    [InlineData("ab\u0002c", "acb")]
    [InlineData("ab\u0002\u0002\u0006c", "acb")]
    [InlineData("ab\u0002\u0004", "a")]
    [InlineData("grüße", "grüße")]
    [InlineData("a😀b\u0002\u007f", "ab")]
    [InlineData("ab\u001b[Dc", "acb")]
    [InlineData("ab\u001bOHc", "cab")]
    [InlineData("ab\u001b[1~c\u001b[4~d", "cabd")]
    [InlineData("ab\u001b[D\u001b[3~", "a")]
    [InlineData("one two\u001b[1;5D\u001bd", "one ")]
    [InlineData("one two\u001bb\u001bb\u001bfx", "onex two")]
    [InlineData("ab\u001b[5~c", "abc")]
    public void Keys_edit_the_line(string keys, string line) => Type(keys + "\r").Line.ShouldBe(line);

    [Theory]
    [InlineData("\u0004")]
    [InlineData("abc\u0003")]
    [InlineData("abc")]
    public void The_input_ends(string keys) => Type(keys).Line.ShouldBeNull();

    [Theory]
    [InlineData("sta\t\r", "sta")]
    [InlineData("stat\tw\t\r", "status web ")]
    [InlineData("start g\t\r", "start grp:")]
    [InlineData("start grp:t\t\r", "start grp:two ")]
    [InlineData("update g\t\r", "update grp ")]
    [InlineData("help upd\t\r", "help update ")]
    [InlineData("version \t\r", "version ")]
    public void Tab_completes(string keys, string line) => Type(keys).Line.ShouldBe(line);

    [Fact]
    public void A_second_tab_lists_what_is_possible()
    {
        var (_, output) = Type("sta\t\t\r");
        output.ShouldContain("start  status");
    }

    [Fact]
    public void Lines_come_back_from_the_history()
    {
        _history.Add("first");
        _history.Add("second");
        Type("\u0010\r").Line.ShouldBe("second");
        Type("new\u0010\u0010\u000e\u000e!\r").Line.ShouldBe("new!");
        _history.Lines.ShouldBe(["first", "second", "new!"]);
    }

    [Fact]
    public void A_history_file_is_read_and_written()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "one\n\ntwo\n");
            var history = new CommandHistory(file);
            history.Add("two");
            history.Add("three");
            File.ReadAllLines(file).ShouldBe(["one", "two", "three"]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_long_line_moves_sideways()
    {
        var (line, output) = Type(new string('a', 100) + "\r");
        line.ShouldBe(new string('a', 100));
        output.Split('\r').ShouldAllBe(row => row.Length <= 30);
    }

    [Fact]
    public void A_password_is_not_shown()
    {
        using var terminal = new ScriptedTerminal("secrx\u007fet\r");
        SecretReader.Read(terminal).ShouldBe("secret");
        terminal.Output.ShouldBeEmpty();
        using var second = new ScriptedTerminal("sec\u0003");
        SecretReader.Read(second).ShouldBeNull();
    }

    private (string? Line, string Output) Type(string keys)
    {
        using var terminal = new ScriptedTerminal(keys);
        var line = new LineEditor(terminal, _history, _completer).ReadLine("> ");
        terminal.IsRaw.ShouldBeFalse();
        return (line, terminal.Output);
    }

    private static ProcessInfo Process(string group, string name) =>
        new(group, name, 20, "RUNNING", "", 1)
        {
            Source = new XmlRpcValue.Structure(new Dictionary<string, XmlRpcValue>(StringComparer.Ordinal)),
        };
}
