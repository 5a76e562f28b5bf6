using Supervisor.Gateway.XmlRpc.Answers;
using Supervisor.Gateway.XmlRpc.Methods;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Gateway.Tests.XmlRpc;

public sealed class DaemonMethodsTests
{
    [Theory]
    [InlineData("supervisor.getAPIVersion", "<value><string>3.0</string></value>\n")]
    [InlineData("supervisor.getVersion", "<value><string>3.0</string></value>\n")]
    [InlineData("supervisor.getSupervisorVersion", "<value><string>0.1.0</string></value>\n")]
    [InlineData("supervisor.getIdentification", "<value><string>supervisor</string></value>\n")]
    [InlineData("supervisor.getPID", "<value><int>4242</int></value>\n")]
    [InlineData(
        "supervisor.getState",
        "<value><struct>\n<member>\n<name>statecode</name>\n<value><int>1</int></value>\n</member>\n<member>\n<name>statename</name>\n<value><string>RUNNING</string></value>\n</member>\n</struct></value>\n"
    )]
    public void Tells_about_the_daemon(string method, string value) => Calls.Ask(ScriptedMaster.Running(), method).Layout().ShouldBe(value);

    [Theory]
    [InlineData("supervisor.getAPIVersion", SupervisorState.Shutdown)]
    [InlineData("supervisor.getState", SupervisorState.Restarting)]
    [InlineData("supervisor.getPID", SupervisorState.Shutdown)]
    public void Tells_nothing_but_that_it_ends_once_it_ends(string method, SupervisorState state) =>
        Calls.Ask(new Reply.DaemonDescribed("supervisor", "0.1.0", 1, state), method).ShouldBeFault(6, "SHUTDOWN_STATE");

    [Fact]
    public void Every_method_of_the_daemon_tells_that_the_master_refuses_while_it_ends()
    {
        var master = new ScriptedMaster(new Reply.Refused(ControlResult.ShuttingDown, ""));
        foreach (
            var method in new MethodTable(master, Calls.Memory).Names.Where(name =>
                name.StartsWith("supervisor.", StringComparison.Ordinal)
            )
        )
        {
            var values = new MethodTable(master, Calls.Memory)
                .Find(method)!
                .Parameters.Select(parameter => parameter.Type is "int" ? "<int>0</int>" : "a");
            Calls.Ask(master, method, [.. values]).ShouldBeFault(6, "SHUTDOWN_STATE");
        }
    }

    [Fact]
    public void Shutdown_and_restart_are_asked_for()
    {
        var master = new ScriptedMaster(Reply.Done.Instance);
        Calls.Ask(master, "supervisor.shutdown").Layout().ShouldBe(Calls.Success);
        Calls.Ask(master, "supervisor.restart").Layout().ShouldBe(Calls.Success);
        master.Requests.ShouldBe([new Request.ShutDown(), new Request.RestartDaemon()]);
    }

    [Fact]
    public void A_restart_into_a_broken_configuration_is_refused() =>
        Calls
            .Ask(new Reply.Refused(ControlResult.CannotReread, "a.toml:1:1: no"), "supervisor.restart")
            .ShouldBeFault(92, "CANT_REREAD: a.toml:1:1: no");

    [Fact]
    public void ReloadConfig_tells_three_lists_one_level_deeper_than_one_would_think() =>
        Calls
            .Ask(new Reply.GroupsCompared(["a", "b"], [], ["c"]), "supervisor.reloadConfig")
            .Layout()
            .ShouldBe(
                "<value><array><data>\n<value><array><data>\n"
                    + "<value><array><data>\n<value><string>a</string></value>\n<value><string>b</string></value>\n</data></array></value>\n"
                    + "<value><array><data>\n</data></array></value>\n"
                    + "<value><array><data>\n<value><string>c</string></value>\n</data></array></value>\n"
                    + "</data></array></value>\n</data></array></value>\n"
            );

    [Fact]
    public void A_configuration_with_mistakes_cannot_be_reread() =>
        Calls
            .Ask(new Reply.Refused(ControlResult.CannotReread, "web.toml:7:1: unknown key"), "supervisor.reloadConfig")
            .ShouldBeFault(92, "CANT_REREAD: web.toml:7:1: unknown key");

    [Theory]
    [InlineData("supervisor.addProcessGroup", ControlResult.AlreadyAdded, "g", 90, "ALREADY_ADDED: g")]
    [InlineData("supervisor.addProcessGroup", ControlResult.BadName, "g", 10, "BAD_NAME: g")]
    [InlineData("supervisor.removeProcessGroup", ControlResult.StillRunning, "g", 91, "STILL_RUNNING: g")]
    [InlineData("supervisor.removeProcessGroup", ControlResult.BadName, "g", 10, "BAD_NAME: g")]
    public void Groups_that_cannot_be_added_or_removed(string method, ControlResult result, string detail, int code, string text) =>
        Calls.Ask(new Reply.Refused(result, detail), method, "g").ShouldBeFault(code, text);

    [Fact]
    public void Groups_are_added_and_removed()
    {
        var master = new ScriptedMaster(Reply.Done.Instance);
        Calls.Ask(master, "supervisor.addProcessGroup", "g").ShouldBe(Answer.True);
        Calls.Ask(master, "supervisor.removeProcessGroup", "g").ShouldBe(Answer.True);
        master.Requests.ShouldBe([new Request.AddGroup("g"), new Request.RemoveGroup("g")]);
    }

    [Fact]
    public void An_event_is_sent_with_values_of_any_type_as_Python_prints_them()
    {
        var master = new ScriptedMaster(Reply.Done.Instance);
        Calls.Ask(master, "supervisor.sendRemoteCommEvent", "deploy", "v 2").ShouldBe(Answer.True);
        Calls.Ask(master, "supervisor.sendRemoteCommEvent", "<int>3</int>", "<nil/>").ShouldBe(Answer.True);
        master.Requests.ShouldBe([new Request.SendRemoteEvent("deploy", "v 2"), new Request.SendRemoteEvent("3", "None")]);
    }
}
