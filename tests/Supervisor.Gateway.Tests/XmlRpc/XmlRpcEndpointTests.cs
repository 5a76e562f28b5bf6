using System.Globalization;
using System.Text;
using Supervisor.Gateway.Tests.Serving;
using Supervisor.Posix;
using Supervisor.Protocol.Processes;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Gateway.Tests.XmlRpc;

/// <summary>Calls over a connection, through the whole gateway.</summary>
public sealed class XmlRpcEndpointTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void A_call_is_answered_as_XML_of_a_stated_length()
    {
        using var gateway = RunningGateway.Serving();
        using var client = gateway.Connect();
        var answer = Post(client, Calls.Xml("supervisor.getPID"));
        answer.Status.ShouldBe(200);
        answer.Header("Content-Type").ShouldBe("text/xml");
        answer.Header("Content-Length").ShouldBe(answer.Body.Length.ToString(CultureInfo.InvariantCulture));
        answer.Body.ShouldBe(
            "<?xml version='1.0'?>\n<methodResponse>\n<params>\n<param>\n<value><int>4242</int></value>\n</param>\n</params>\n</methodResponse>\n"
        );
    }

    [Fact]
    public void A_fault_is_an_answer_like_any_other()
    {
        using var gateway = RunningGateway.Serving();
        using var client = gateway.Connect();
        var answer = Post(client, Calls.Xml("supervisor.getProcessInfo", "nope"));
        answer.Status.ShouldBe(200);
        answer.Body.ShouldContain("<name>faultString</name>\n<value><string>BAD_NAME: nope</string></value>");
    }

    [Theory]
    [InlineData("")]
    [InlineData("<a")]
    [InlineData("<methodCall></methodCall>")]
    [InlineData("<!DOCTYPE x><methodCall><methodName>supervisor.getPID</methodName></methodCall>")]
    public void What_is_no_call_is_a_bad_request_and_the_connection_goes_on(string body)
    {
        using var gateway = RunningGateway.Serving();
        using var client = gateway.Connect();
        var answer = Post(client, body);
        answer.Status.ShouldBe(400);
        answer.Body.ShouldContain("Error code 400");
        Post(client, Calls.Xml("supervisor.getPID")).Status.ShouldBe(200);
    }

    [Fact]
    public void A_parameter_that_is_not_foreseen_is_an_error_of_the_server()
    {
        using var gateway = RunningGateway.Serving();
        using var client = gateway.Connect();
        Post(client, Calls.Xml("supervisor.getProcessInfo", "<int>3</int>")).Status.ShouldBe(500);
        Post(client, Calls.Xml("supervisor.getPID")).Status.ShouldBe(200);
    }

    [Fact]
    public void Characters_of_every_kind_arrive_as_UTF8()
    {
        using var gateway = RunningGateway.Serving();
        gateway.Master.Answer = _ => new Reply.ProcessesListed(0, [ProcessSnapshots.Running("h\u00e9", "\u20ac\U0001F600")]);
        using var client = gateway.Connect();
        var answer = Post(client, Calls.Xml("supervisor.getProcessInfo", "h\u00e9:\u20ac\U0001F600"));
        Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(answer.Body)).ShouldContain("<string>\u20ac\U0001F600</string>");
        gateway.Master.Requests.ShouldBe([new Request.ListProcesses(ProcessSelector.Of("h\u00e9", "\u20ac\U0001F600"))]);
    }

    [Fact]
    public void A_body_may_come_in_chunks()
    {
        using var gateway = RunningGateway.Serving();
        using var client = gateway.Connect();
        var body = Calls.Xml("supervisor.getPID");
        var chunks = string.Concat(body.Chunk(7).Select(chunk => $"{chunk.Length:x}\r\n{new string(chunk)}\r\n"));
        var answer = client.Ask($"POST /RPC2 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}0\r\n\r\n");
        answer.Status.ShouldBe(200);
    }

    [Fact]
    public void A_large_call_and_a_large_answer_are_ordinary()
    {
        using var gateway = RunningGateway.Serving();
        gateway.Master.Answer = request =>
            request is Request.WriteStandardInput
                ? Reply.Done.Instance
                : new Reply.ProcessesListed(
                    0,
                    [.. Enumerable.Range(0, 5000).Select(index => ProcessSnapshots.Running("g", $"p{index:0000}"))]
                );
        using var client = gateway.Connect();
        var characters = new string('x', 4 * 1024 * 1024);
        Post(client, Calls.Xml("supervisor.sendProcessStdin", "web", characters)).Status.ShouldBe(200);
        var request = gateway.Master.Requests.ShouldHaveSingleItem().ShouldBeOfType<Request.WriteStandardInput>();
        request.Bytes.Length.ShouldBe(characters.Length);
        Post(client, Calls.Xml("supervisor.getAllProcessInfo")).Body.Split("<name>pid</name>").Length.ShouldBe(5001);
    }

    [Fact]
    public void A_log_is_read_by_the_descriptor_that_the_master_sends()
    {
        using var gateway = RunningGateway.Serving();
        var path = Path.Combine(gateway.DirectoryPath, "log");
        File.WriteAllText(path, "one\ntwo\n");
        gateway.Master.OpenLog = _ => LogFile.TryOpenForReading(path, out var log) == 0 ? log : null;
        using var client = gateway.Connect();
        Post(client, Calls.Xml("supervisor.readProcessStdoutLog", "web", "<int>4</int>", "<int>0</int>"))
            .Body.ShouldContain("<value><string>two\n</string></value>");
        Post(client, Calls.Xml("supervisor.tailProcessStdoutLog", "web", "<int>0</int>", "<int>4</int>"))
            .Body.ShouldContain("<value><string>two\n</string></value>\n<value><int>8</int></value>\n<value><boolean>1</boolean></value>");
    }

    [Fact]
    public void The_master_is_told_when_a_client_that_waits_goes_away()
    {
        using var gateway = RunningGateway.Serving();
        gateway.Master.Answer = _ => null;
        using (var client = gateway.Connect())
        {
            client.Send(Request(Calls.Xml("supervisor.startProcess", "web")));
            SpinWait.SpinUntil(() => !gateway.Master.Requests.IsEmpty, Patience).ShouldBeTrue();
            gateway.Master.Cancelled.ShouldBeEmpty();
        }
        SpinWait.SpinUntil(() => !gateway.Master.Cancelled.IsEmpty, Patience).ShouldBeTrue();
    }

    [Fact]
    public void A_multicall_does_not_begin_what_its_client_does_not_wait_for()
    {
        using var gateway = RunningGateway.Serving();
        gateway.Master.Answer = _ => null;
        const string Calling =
            "<value><struct><member><name>methodName</name><value>supervisor.startAllProcesses</value></member></struct></value>";
        using (var client = gateway.Connect())
        {
            client.Send(Request(Calls.Xml("system.multicall", $"<array><data>{Calling}{Calling}</data></array>")));
            SpinWait.SpinUntil(() => !gateway.Master.Requests.IsEmpty, Patience).ShouldBeTrue();
        }
        SpinWait.SpinUntil(() => !gateway.Master.Cancelled.IsEmpty, Patience).ShouldBeTrue();
        using var other = gateway.Connect();
        gateway.Master.Answer = FakeMaster.DefaultAnswer;
        Post(other, Calls.Xml("supervisor.getPID")).Status.ShouldBe(200);
        gateway.Master.Requests.OfType<Request.Start>().ShouldHaveSingleItem();
    }

    private static HttpAnswer Post(HttpWire client, string body)
    {
        client.Send(Request(body));
        return client.Take();
    }

    private static byte[] Request(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var head = string.Create(CultureInfo.InvariantCulture, $"POST /RPC2 HTTP/1.1\r\nHost: x\r\nContent-Length: {bytes.Length}\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. bytes];
    }
}
