using System.Text;
using Supervisor.Gateway.XmlRpc.Answers;
using Supervisor.Protocol.Processes;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Gateway.Tests.XmlRpc;

public sealed class LogMethodsTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("supervisor-xmlrpc-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData("supervisor.readProcessStdoutLog", LogStream.Stdout)]
    [InlineData("supervisor.readProcessLog", LogStream.Stdout)]
    [InlineData("supervisor.readProcessStderrLog", LogStream.Stderr)]
    public void Reads_a_part_of_the_log_that_is_meant(string method, LogStream stream)
    {
        var master = Log("0123456789"u8);
        Ask(master, method, 3, 4).ShouldBe("<value><string>3456</string></value>\n");
        master.Requests.ShouldBe([new Request.OpenLog(new ProcessName("work", "a"), stream)]);
    }

    [Theory]
    [InlineData("supervisor.readLog")]
    [InlineData("supervisor.readMainLog")]
    public void Reads_the_daemons_own_log(string method)
    {
        var master = Log("0123456789"u8);
        Calls.Ask(master, method, "<int>-2</int>", "<int>0</int>").Layout().ShouldBe("<value><string>89</string></value>\n");
        master.Requests.ShouldBe([new Request.OpenDaemonLog()]);
    }

    [Theory]
    [InlineData("supervisor.tailProcessStdoutLog", LogStream.Stdout)]
    [InlineData("supervisor.tailProcessLog", LogStream.Stdout)]
    [InlineData("supervisor.tailProcessStderrLog", LogStream.Stderr)]
    public void Tails_the_log_that_is_meant(string method, LogStream stream)
    {
        var master = Log("0123456789"u8);
        Ask(master, method, 0, 3).ShouldBe(Tail("789", 10, "1"));
        master.Requests.ShouldBe([new Request.OpenLog(new ProcessName("work", "a"), stream)]);
    }

    [Fact]
    public void A_character_that_is_cut_and_what_XML_cannot_hold_are_replaced()
    {
        Ask(Log("h\u00e9llo"u8), "supervisor.readProcessStdoutLog", 0, 2).ShouldBe("<value><string>h\ufffd</string></value>\n");
        Ask(Log("h\u00e9llo"u8), "supervisor.readProcessStdoutLog", 2, 0).ShouldBe("<value><string>\ufffdllo</string></value>\n");
        Ask(Log([0, 27, 0xFF, (byte)'<']), "supervisor.readProcessStdoutLog", 0, 0)
            .ShouldBe("<value><string>\ufffd\ufffd\ufffd&lt;</string></value>\n");
        Ask(Log("h\u00e9llo"u8), "supervisor.tailProcessStdoutLog", 0, 4).ShouldBe(Tail("\ufffdllo", 6, "1"));
    }

    /// <summary>Characters of all lengths, so that each portion of the reading cuts another one.</summary>
    [Fact]
    public void A_large_log_is_read_whole()
    {
        var text = string.Concat(
            Enumerable.Range(0, 60_000).Select(index => "a\u00e9\u20ac\U0001F600"[..(index % 4 + (index % 4 == 3 ? 2 : 1))])
        );
        Ask(Log(Encoding.UTF8.GetBytes(text)), "supervisor.readProcessStdoutLog", 0, 0)
            .ShouldBe($"<value><string>{text}</string></value>\n");
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    public void Arguments_that_mean_nothing(int offset, int length) =>
        Calls
            .Ask(Log("0123456789"u8), "supervisor.readProcessStdoutLog", "work:a", $"<int>{offset}</int>", $"<int>{length}</int>")
            .ShouldBeFault(3, "BAD_ARGUMENTS");

    [Theory]
    [InlineData("<boolean>1</boolean>", "12345678")]
    [InlineData(" 5 ", "56789")]
    [InlineData("<double>7.9</double>", "789")]
    [InlineData("<int>99999999999999999999999</int>", "")]
    public void An_offset_is_whatever_Python_takes_for_a_number(string offset, string expected) =>
        Calls
            .Ask(Log("0123456789"u8), "supervisor.readProcessStdoutLog", "work:a", offset, "<int>8</int>")
            .Layout()
            .ShouldBe($"<value><string>{expected}</string></value>\n");

    [Theory]
    [InlineData("x", "invalid literal for int() with base 10: 'x'")]
    [InlineData("<double>nan</double>", "cannot convert float NaN to integer")]
    public void An_offset_that_is_no_number_is_not_foreseen(string offset, string text)
    {
        Calls
            .Ask(Log("1"u8), "supervisor.readProcessStdoutLog", "work:a", offset, "<int>0</int>")
            .ShouldBe(new Answer.Unforeseen("AttributeError", $"type object 'Faults' has no attribute '{text}'"));
        Calls
            .Ask(Log("1"u8), "supervisor.tailProcessStdoutLog", "work:a", "<int>0</int>", offset)
            .ShouldBe(new Answer.Unforeseen("ValueError", text));
    }

    [Theory]
    [InlineData("<nil/>")]
    [InlineData("<struct/>")]
    public void An_offset_of_another_type(string offset)
    {
        Calls.Ask(Log("1"u8), "supervisor.readLog", offset, "<int>0</int>").ShouldBeFault(2, "INCORRECT_PARAMETERS");
        Calls.Ask(Log("1"u8), "supervisor.tailProcessLog", "work:a", offset, "<int>0</int>").ShouldBeFault(2, "INCORRECT_PARAMETERS");
    }

    [Theory]
    [InlineData("", "NO_FILE")]
    [InlineData("/var/log/a.log", "NO_FILE: /var/log/a.log")]
    public void Without_a_log_there_is_nothing_to_read_and_an_empty_tail(string path, string text)
    {
        var refused = new Reply.Refused(ControlResult.NoFile, path);
        Calls.Ask(refused, "supervisor.readProcessStdoutLog", "work:a", "<int>0</int>", "<int>0</int>").ShouldBeFault(20, text);
        Calls.Ask(refused, "supervisor.readLog", "<int>0</int>", "<int>0</int>").ShouldBeFault(20, text);
        Ask(new ScriptedMaster(refused), "supervisor.tailProcessStdoutLog", 5, 3).ShouldBe(Tail("", 0, "0"));
    }

    [Fact]
    public void A_log_that_cannot_be_read()
    {
        var refused = new Reply.Refused(ControlResult.Failed, "/x: Permission denied");
        Calls.Ask(refused, "supervisor.readProcessStdoutLog", "work:a", "<int>0</int>", "<int>0</int>").ShouldBeFault(30, "FAILED");
        Ask(new ScriptedMaster(refused), "supervisor.tailProcessStdoutLog", 5, 3).ShouldBe(Tail("", 5, "0"));
    }

    [Fact]
    public void A_log_that_is_no_file_cannot_be_read()
    {
        var master = new ScriptedMaster(new Reply.LogOpened("/dev/null")) { LogPath = "/dev/null" };
        Calls.Ask(master, "supervisor.readProcessStdoutLog", "work:a", "<int>0</int>", "<int>0</int>").ShouldBeFault(30, "FAILED");
        Ask(master, "supervisor.tailProcessStdoutLog", 5, 3).ShouldBe(Tail("", 5, "0"));
    }

    [Theory]
    [InlineData("nope")]
    [InlineData("work:*")]
    public void A_name_that_nothing_has(string name)
    {
        var refused = new Reply.Refused(ControlResult.BadName, "x");
        foreach (var method in (string[])["readProcessStdoutLog", "tailProcessStderrLog"])
            Calls.Ask(refused, "supervisor." + method, name, "<int>0</int>", "<int>0</int>").ShouldBeFault(10, "BAD_NAME: " + name);
        Calls.Ask(refused, "supervisor.clearProcessLogs", name).ShouldBeFault(10, "BAD_NAME: " + name);
    }

    [Theory]
    [InlineData("supervisor.clearProcessLogs")]
    [InlineData("supervisor.clearProcessLog")]
    public void Empties_the_logs_of_a_process(string method)
    {
        var master = new ScriptedMaster(ScriptedMaster.Handled(ScriptedMaster.Outcome("work", "a", ControlResult.Success)));
        Calls.Ask(master, method, "work:a").ShouldBe(Answer.True);
        master.Requests.ShouldBe([new Request.ClearLogs(ProcessSelector.Of("work", "a"))]);
    }

    [Fact]
    public void Logs_that_cannot_be_emptied()
    {
        var failed = ScriptedMaster.Outcome("work", "a", ControlResult.Failed, "work:a");
        Calls.Ask(ScriptedMaster.Handled(failed), "supervisor.clearProcessLogs", "work:a").ShouldBeFault(30, "FAILED: work:a");
        Calls
            .Ask(ScriptedMaster.Handled(failed), "supervisor.clearAllProcessLogs")
            .Layout()
            .ShouldContain("<string>FAILED: work:a</string>");
        Calls.Ask(new Reply.Refused(ControlResult.NoFile, "/x"), "supervisor.clearLog").ShouldBeFault(20, "NO_FILE");
        Calls.Ask(new Reply.Refused(ControlResult.Failed, "/x"), "supervisor.clearLog").ShouldBeFault(30, "FAILED");
    }

    [Fact]
    public void Empties_all_logs_and_the_daemons()
    {
        var all = new ScriptedMaster(ScriptedMaster.Handled());
        Calls.Ask(all, "supervisor.clearAllProcessLogs").Layout().ShouldBe("<value><array><data>\n</data></array></value>\n");
        all.Requests.ShouldBe([new Request.ClearLogs(ProcessSelector.All)]);
        Calls.Ask(Reply.Done.Instance, "supervisor.clearLog").ShouldBe(Answer.True);
    }

    private static string Ask(ScriptedMaster master, string method, int offset, int length) =>
        Calls.Ask(master, method, "work:a", $"<int>{offset}</int>", $"<int>{length}</int>").Layout();

    private static string Tail(string text, int offset, string overflows) =>
        $"<value><array><data>\n<value><string>{text}</string></value>\n<value><int>{offset}</int></value>\n<value><boolean>{overflows}</boolean></value>\n</data></array></value>\n";

    private ScriptedMaster Log(ReadOnlySpan<byte> content)
    {
        var path = Path.Combine(_directory.FullName, Path.GetRandomFileName());
        File.WriteAllBytes(path, content.ToArray());
        return new ScriptedMaster(new Reply.LogOpened(path)) { LogPath = path };
    }
}
