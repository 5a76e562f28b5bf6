using Supervisor.Gateway.XmlRpc.Answers;
using Supervisor.Protocol.Replies;

namespace Supervisor.Gateway.Tests.XmlRpc;

/// <summary>Parameters of the wrong number or type; each case was tried on the original.</summary>
public sealed class ParameterTests
{
    private const string List = "<array><data/></array>";
    private const string Time = "<dateTime.iso8601>20260102T03:04:05</dateTime.iso8601>";

    [Theory]
    [InlineData("supervisor.getState", "1")]
    [InlineData("supervisor.startProcess")]
    [InlineData("supervisor.startProcess", "cat", "1", "3")]
    [InlineData("supervisor.startAllProcesses", "1", "2")]
    [InlineData("supervisor.signalProcess", "cat")]
    [InlineData("supervisor.signalAllProcesses")]
    [InlineData("supervisor.readProcessStdoutLog", "cat", "<int>0</int>")]
    [InlineData("supervisor.sendRemoteCommEvent", "a")]
    [InlineData("system.listMethods", "1")]
    [InlineData("system.methodHelp")]
    [InlineData("system.multicall")]
    public void The_number_is_checked_before_anything_is_asked(string method, params string[] values)
    {
        var master = ScriptedMaster.Running();
        Calls.Ask(master, method, values).ShouldBeFault(2, "INCORRECT_PARAMETERS");
        master.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("supervisor.nope")]
    [InlineData("nope.nope")]
    [InlineData("nope")]
    [InlineData("supervisor._update")]
    [InlineData("supervisor.getState.x")]
    [InlineData("supervisor")]
    [InlineData(".")]
    [InlineData("supervisor.GETSTATE")]
    [InlineData(" supervisor.getState ")]
    public void A_method_that_there_is_not(string method) =>
        Calls.Ask(ScriptedMaster.Running(), method, "x").ShouldBeFault(1, "UNKNOWN_METHOD");

    [Theory]
    [InlineData("supervisor.getProcessInfo", "int", "<int>3</int>")]
    [InlineData("supervisor.startProcess", "bool", "<boolean>1</boolean>")]
    [InlineData("supervisor.stopProcess", "float", "<double>1</double>")]
    [InlineData("supervisor.clearProcessLogs", "list", List)]
    [InlineData("supervisor.clearProcessLog", "dict", "<struct/>")]
    [InlineData("supervisor.getProcessInfo", "NoneType", "<nil/>")]
    [InlineData("supervisor.getProcessInfo", "datetime.datetime", Time)]
    public void A_name_of_another_type_is_not_foreseen(string method, string type, string value)
    {
        var answer = Calls.Ask(ScriptedMaster.Running(), method, value);
        answer.ShouldBe(new Answer.Unforeseen("AttributeError", $"'{type}' object has no attribute 'split'"));
        answer.Layout().ShouldContain($"FAILED: &lt;class 'AttributeError'&gt;:'{type}' object has no attribute 'split'");
    }

    [Theory]
    [InlineData("<int>3</int>", 10, "BAD_NAME: 3")]
    [InlineData("<boolean>1</boolean>", 10, "BAD_NAME: True")]
    [InlineData("<double>1.5</double>", 10, "BAD_NAME: 1.5")]
    [InlineData("<nil/>", 10, "BAD_NAME")]
    [InlineData(Time, 10, "BAD_NAME: 2026-01-02 03:04:05")]
    [InlineData(List, 2, "INCORRECT_PARAMETERS")]
    [InlineData("<struct/>", 2, "INCORRECT_PARAMETERS")]
    public void A_group_of_another_type_is_one_that_there_is_not(string value, int code, string text)
    {
        foreach (var method in (string[])["startProcessGroup", "stopProcessGroup", "addProcessGroup", "removeProcessGroup"])
            Calls.Ask(ScriptedMaster.Running(), "supervisor." + method, value).ShouldBeFault(code, text);
        Calls.Ask(ScriptedMaster.Running(), "supervisor.signalProcessGroup", value, "HUP").ShouldBeFault(code, text);
    }

    [Theory]
    [InlineData("<nil/>", "AttributeError", "'NoneType' object has no attribute 'strip'")]
    [InlineData(List, "AttributeError", "'list' object has no attribute 'strip'")]
    [InlineData("<double>nan</double>", "AttributeError", "'float' object has no attribute 'strip'")]
    [InlineData("<double>inf</double>", "OverflowError", "cannot convert float infinity to integer")]
    public void A_signal_of_another_type_is_not_foreseen(string value, string exception, string text) =>
        Calls.Ask(ScriptedMaster.Running(), "supervisor.signalProcess", "web", value).ShouldBe(new Answer.Unforeseen(exception, text));

    [Theory]
    [InlineData("<int>3</int>", "INCORRECT_PARAMETERS: 3")]
    [InlineData("<boolean>0</boolean>", "INCORRECT_PARAMETERS: False")]
    [InlineData("<nil/>", "INCORRECT_PARAMETERS")]
    [InlineData(List, "INCORRECT_PARAMETERS: []")]
    [InlineData("<double>nan</double>", "INCORRECT_PARAMETERS: nan")]
    [InlineData(Time, "INCORRECT_PARAMETERS: 2026-01-02 03:04:05")]
    public void Characters_of_another_type(string value, string text) =>
        Calls.Ask(ScriptedMaster.Running(), "supervisor.sendProcessStdin", "web", value).ShouldBeFault(2, text);

    [Fact]
    public void Base64_is_a_text_like_any_other() =>
        Calls
            .Ask(
                new Reply.ProcessesListed(0, [ProcessSnapshots.Running("web", "web")]),
                "supervisor.getProcessInfo",
                "<base64>d2Vi</base64>"
            )
            .Layout()
            .ShouldContain("<string>web</string>");
}
