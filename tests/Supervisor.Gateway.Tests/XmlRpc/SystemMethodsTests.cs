using Supervisor.Gateway.XmlRpc.Answers;
using Supervisor.Gateway.XmlRpc.Methods;
using Supervisor.Protocol.Processes;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Gateway.Tests.XmlRpc;

public sealed class SystemMethodsTests
{
    /// <summary>Name, type of the result and types of the parameters: all that the original (4.2.5) lists.</summary>
    private static readonly string[] Methods =
    [
        "supervisor.addProcessGroup boolean string",
        "supervisor.clearAllProcessLogs array",
        "supervisor.clearLog boolean",
        "supervisor.clearProcessLog boolean string",
        "supervisor.clearProcessLogs boolean string",
        "supervisor.getAPIVersion string",
        "supervisor.getAllConfigInfo array",
        "supervisor.getAllProcessInfo array",
        "supervisor.getIdentification string",
        "supervisor.getPID int",
        "supervisor.getProcessInfo struct string",
        "supervisor.getState struct",
        "supervisor.getSupervisorVersion string",
        "supervisor.getVersion string",
        "supervisor.readLog string int int",
        "supervisor.readMainLog string int int",
        "supervisor.readProcessLog string string int int",
        "supervisor.readProcessStderrLog string string int int",
        "supervisor.readProcessStdoutLog string string int int",
        "supervisor.reloadConfig array",
        "supervisor.removeProcessGroup boolean string",
        "supervisor.restart boolean",
        "supervisor.sendProcessStdin boolean string string",
        "supervisor.sendRemoteCommEvent boolean string string",
        "supervisor.shutdown boolean",
        "supervisor.signalAllProcesses array string",
        "supervisor.signalProcess boolean string string",
        "supervisor.signalProcessGroup array string string",
        "supervisor.startAllProcesses array boolean",
        "supervisor.startProcess boolean string boolean",
        "supervisor.startProcessGroup array string boolean",
        "supervisor.stopAllProcesses array boolean",
        "supervisor.stopProcess boolean string boolean",
        "supervisor.stopProcessGroup array string boolean",
        "supervisor.tailProcessLog array string int int",
        "supervisor.tailProcessStderrLog array string int int",
        "supervisor.tailProcessStdoutLog array string int int",
        "system.listMethods array",
        "system.methodHelp string string",
        "system.methodSignature array string",
        "system.multicall array array",
    ];

    [Fact]
    public void Lists_exactly_the_methods_of_the_original()
    {
        var names = Methods.Select(line => line.Split(' ')[0]);
        Calls.Ask(ScriptedMaster.Running(), "system.listMethods").ShouldBeOfType<Answer.Texts>().Values.ShouldBe(names);
    }

    [Fact]
    public void Signatures_are_those_of_the_original()
    {
        foreach (var line in Methods)
        {
            var words = line.Split(' ');
            Calls
                .Ask(ScriptedMaster.Running(), "system.methodSignature", words[0])
                .ShouldBeOfType<Answer.Texts>()
                .Values.ShouldBe(words[1..]);
        }
    }

    /// <summary>Clients read the types from the lines of the help that begin with an @.</summary>
    [Fact]
    public void Help_has_the_types_of_the_signature_in_it()
    {
        foreach (var line in Methods)
        {
            var words = line.Split(' ');
            var help = Calls.Ask(ScriptedMaster.Running(), "system.methodHelp", words[0]).ShouldBeOfType<Answer.Text>().Value;
            var tags = help.Split('\n').Where(each => each.StartsWith('@')).Select(each => each.Split(' ', 4)).ToArray();
            tags.ShouldAllBe(tag => tag.Length == 4);
            tags.Where(tag => tag[0] is "@param").Select(tag => tag[1]).ShouldBe(words[2..]);
            tags.Last().ShouldBe(["@return", words[1], "result", tags.Last()[3]]);
        }
    }

    [Theory]
    [InlineData("nope")]
    [InlineData("")]
    [InlineData("<int>3</int>")]
    [InlineData("<nil/>")]
    [InlineData("<struct/>")]
    public void Of_other_methods_nothing_is_known(string name)
    {
        Calls.Ask(ScriptedMaster.Running(), "system.methodHelp", name).ShouldBeFault(4, "SIGNATURE_UNSUPPORTED");
        Calls.Ask(ScriptedMaster.Running(), "system.methodSignature", name).ShouldBeFault(4, "SIGNATURE_UNSUPPORTED");
    }

    [Fact]
    public void Several_calls_are_answered_by_their_bare_results_in_their_order()
    {
        var master = new ScriptedMaster(request =>
            request switch
            {
                Request.DescribeDaemon => new Reply.DaemonDescribed("supervisor", "0.1.0", 4242, SupervisorState.Running),
                Request.Start => ScriptedMaster.Handled(ScriptedMaster.Outcome("web", "web", ControlResult.AlreadyStarted, "web")),
                _ => new Reply.Refused(ControlResult.BadName, "x"),
            }
        );
        var calls = Multicall(
            Call("supervisor.getPID"),
            Call("supervisor.startProcess", "web"),
            Call("supervisor.getProcessInfo", "nope"),
            Call("supervisor.getVersion", "1"),
            Member("methodName", "supervisor.getIdentification")
        );
        Calls
            .Ask(master, "system.multicall", calls)
            .Layout()
            .ShouldBe(
                "<value><array><data>\n<value><int>4242</int></value>\n"
                    + new Answer.Fault(60, "ALREADY_STARTED: web").Layout()
                    + new Answer.Fault(10, "BAD_NAME: nope").Layout()
                    + new Answer.Fault(2, "INCORRECT_PARAMETERS").Layout()
                    + "<value><string>supervisor</string></value>\n</data></array></value>\n"
            );
        master.Requests.ShouldBe([
            new Request.DescribeDaemon(),
            new Request.Start(ProcessSelector.Of("web", "web"), Waits: true),
            new Request.ListProcesses(ProcessSelector.Of("nope", "nope")),
            new Request.DescribeDaemon(),
        ]);
    }

    [Theory]
    [InlineData("", 2, "INCORRECT_PARAMETERS: No methodName")]
    [InlineData("<member><name>methodName</name><value><nil/></value></member>", 2, "INCORRECT_PARAMETERS: No methodName")]
    [InlineData(
        "<member><name>methodName</name><value>system.multicall</value></member>",
        2,
        "INCORRECT_PARAMETERS: Recursive system.multicall forbidden"
    )]
    [InlineData("<member><name>methodName</name><value></value></member>", 1, "UNKNOWN_METHOD")]
    [InlineData("<member><name>methodName</name><value>supervisor.nope</value></member>", 1, "UNKNOWN_METHOD")]
    [InlineData(
        "<member><name>methodName</name><value><int>3</int></value></member>",
        30,
        "FAILED: <class 'AttributeError'>:'int' object has no attribute 'split'"
    )]
    [InlineData(
        "<member><name>methodName</name><value>supervisor.getProcessInfo</value></member><member><name>params</name><value><array><data><value><int>3</int></value></data></array></value></member>",
        30,
        "FAILED: <class 'AttributeError'>:'int' object has no attribute 'split'"
    )]
    [InlineData(
        "<member><name>methodName</name><value>supervisor.getPID</value></member><member><name>params</name><value><int>3</int></value></member>",
        2,
        "INCORRECT_PARAMETERS"
    )]
    [InlineData(
        "<member><name>methodName</name><value>supervisor.getProcessInfo</value></member><member><name>params</name><value>x</value></member>",
        10,
        "BAD_NAME: x"
    )]
    [InlineData(
        "<member><name>methodName</name><value>supervisor.getProcessInfo</value></member><member><name>params</name><value><struct><member><name>key</name><value/></member></struct></value></member>",
        10,
        "BAD_NAME: key"
    )]
    public void A_call_that_cannot_be_made_is_a_fault_among_the_results(string members, int code, string text) =>
        Calls
            .Ask(new Reply.Refused(ControlResult.BadName, "x"), "system.multicall", Multicall($"<value><struct>{members}</struct></value>"))
            .Layout()
            .ShouldBe($"<value><array><data>\n{new Answer.Fault(code, text).Layout()}</data></array></value>\n");

    [Theory]
    [InlineData("<int>3</int>")]
    [InlineData("<nil/>")]
    [InlineData("<struct/>")]
    public void What_is_no_array_of_calls(string value) =>
        Calls.Ask(ScriptedMaster.Running(), "system.multicall", value).ShouldBeFault(2, "INCORRECT_PARAMETERS");

    [Theory]
    [InlineData("x", "'str' object has no attribute 'pop'")]
    [InlineData("<array><data><value><int>3</int></value></data></array>", "'int' object has no attribute 'get'")]
    public void What_is_not_foreseen(string value, string text) =>
        Calls.Ask(ScriptedMaster.Running(), "system.multicall", value).ShouldBe(new Answer.Unforeseen("AttributeError", text));

    [Theory]
    [InlineData("")]
    [InlineData("<array><data/></array>")]
    public void No_calls_have_no_results(string value) =>
        Calls.Ask(ScriptedMaster.Running(), "system.multicall", value).Layout().ShouldBe("<value><array><data>\n</data></array></value>\n");

    [Fact]
    public void Two_thousand_calls_are_ordinary()
    {
        var calls = Multicall([.. Enumerable.Repeat(Call("supervisor.getPID"), 2000)]);
        var text = Calls.Ask(ScriptedMaster.Running(), "system.multicall", calls).Layout();
        text.Split("<int>4242</int>").Length.ShouldBe(2001);
    }

    [Fact]
    public async Task A_call_that_waits_holds_up_those_behind_it()
    {
        var started = new TaskCompletionSource<Supervisor.Gateway.Master.MasterAnswer>();
        var master = new WaitingMaster(started.Task);
        var call = Calls
            .Read(Calls.Xml("system.multicall", Multicall(Call("supervisor.startProcess", "web"), Call("supervisor.getPID"))))
            .ShouldNotBeNull();
        var answer = new MethodTable(master, Calls.Memory).CallAsync(call.Name, call.Parameters, CancellationToken.None);
        answer.IsCompleted.ShouldBeFalse();
        master.Requests.ShouldHaveSingleItem().ShouldBeOfType<Request.Start>();
        started.SetResult(new(ScriptedMaster.Handled(ScriptedMaster.Outcome("web", "web", ControlResult.Success)), null));
        (await answer).Layout().ShouldContain("<int>4242</int>");
    }

    private static string Multicall(params string[] calls) => $"<array><data>{string.Concat(calls)}</data></array>";

    private static string Member(string name, string value) =>
        $"<value><struct><member><name>{name}</name><value>{value}</value></member></struct></value>";

    private static string Call(string method, params string[] values) =>
        "<value><struct>"
        + $"<member><name>methodName</name><value><string>{method}</string></value></member>"
        + $"<member><name>params</name><value><array><data>{string.Concat(values.Select(value => $"<value>{value}</value>"))}</data></array></value></member>"
        + "</struct></value>";

    /// <summary>Leaves the first request unanswered until it is told.</summary>
    private sealed class WaitingMaster(Task<Supervisor.Gateway.Master.MasterAnswer> first) : Supervisor.Gateway.Master.IMaster
    {
        public List<Request> Requests { get; } = [];

        public Task<Supervisor.Gateway.Master.MasterAnswer> AskAsync(Request request, CancellationToken cancellation)
        {
            Requests.Add(request);
            return Requests.Count == 1 ? first : ScriptedMaster.Running().AskAsync(request, cancellation);
        }
    }
}
