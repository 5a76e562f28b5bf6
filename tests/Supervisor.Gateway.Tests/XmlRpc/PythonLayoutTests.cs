using Supervisor.Gateway.XmlRpc.Answers;
using Supervisor.Gateway.XmlRpc.Values;
using Supervisor.Protocol.Processes;
using Supervisor.Protocol.Replies;

namespace Supervisor.Gateway.Tests.XmlRpc;

/// <summary>Python's xmlrpc.client reads what is written here, and writes what is read here.</summary>
public sealed class PythonLayoutTests
{
    private const string NoPython = "there is no /usr/bin/python3 to compare with";

    /// <summary>Reads a response and writes it again.</summary>
    private const string Rewrite =
        "import sys, xmlrpc.client as x\n"
        + "text = sys.stdin.buffer.read()\n"
        + "try: again = x.dumps(x.loads(text)[0], methodresponse=True)\n"
        + "except x.Fault as fault: again = x.dumps(fault)\n"
        + "sys.stdout.buffer.write(again.encode())\n";

    private static readonly ProcessOutcome Failed = new(new ProcessName("g", "p"), ControlResult.Failed, "no <good> & \"bad\"");

    public static TheoryData<string> Answers => [.. All.Keys];

    private static Dictionary<string, Answer> All { get; } =
        new(StringComparer.Ordinal)
        {
            ["truth"] = Answer.True,
            ["number"] = new Answer.Number(-2147483648),
            ["text"] = new Answer.Text(" h\u00e9 <&> \u20ac\U0001F600\t\n'\"]]> "),
            ["empty"] = new Answer.Text(""),
            ["texts"] = new Answer.Texts(["a", "", "b&"]),
            ["none"] = new Answer.Texts([]),
            ["fault"] = new Answer.Fault(10, "BAD_NAME: <x>"),
            ["state"] = new StateAnswer(SupervisorState.Running),
            ["outcomes"] = new OutcomesAnswer([Failed, Failed with { Result = ControlResult.Success }]),
            ["groups"] = new GroupsAnswer(new Reply.GroupsCompared(["a"], [], ["b", "c"])),
            ["tail"] = LogTail.Empty(5),
            ["process"] = new ProcessInfoAnswer(
                new Reply.ProcessesListed(1_763_651_520_123, [ProcessSnapshots.Running("g", "p")]),
                IsOne: true,
                TimeZoneInfo.Utc
            ),
            ["processes"] = new ProcessInfoAnswer(
                new Reply.ProcessesListed(0, [ProcessSnapshots.Running("g", "p"), ProcessSnapshots.Running("g", "q")]),
                IsOne: false,
                TimeZoneInfo.Utc
            ),
        };

    [SkippableTheory]
    [MemberData(nameof(Answers))]
    public void Python_writes_an_answer_again_byte_for_byte(string name)
    {
        Skip.IfNot(PythonInterpreter.IsThere, NoPython);
        var response = All[name].Response();
        PythonInterpreter.Run(Rewrite, response).ShouldBe(response);
    }

    /// <summary>Each value as Python prints it, written by Python as a call.</summary>
    [SkippableTheory]
    [InlineData("['cat', True, 5, -7, 1.5, '', 'h\\u00e9<&>\\U0001f600']")]
    [InlineData("[[], [1, ['a', {'b': [False]}]], {}]")]
    [InlineData("[{'methodName': 'supervisor.getState', 'params': []}]")]
    [InlineData("[1e+300, 0.1, -0.0, 1e-07, 123456789012.25]")]
    [InlineData("[None]")]
    public void A_call_of_Python_is_read_as_it_was_meant(string values)
    {
        Skip.IfNot(PythonInterpreter.IsThere, NoPython);
        var xml = PythonInterpreter.Run(
            "import sys, xmlrpc.client as x\n"
                + "sys.stdout.write(x.dumps(tuple(eval(sys.stdin.read())), 'supervisor.x', allow_none=True))\n",
            values
        );
        var call = Calls.Read(xml).ShouldNotBeNull();
        call.Name.ShouldBe("supervisor.x");
        var printed = PythonInterpreter.Run("import sys\nsys.stdout.write(repr(eval(sys.stdin.read())))", values);
        PythonText.Of(new RpcValue.List(call.Parameters)).ShouldBe(printed);
    }
}
