namespace Supervisor.EndToEnd.Tests.Abuse;

/// <summary>What is no request, or no call, or names what is not there: each is answered at once, and nobody else notices.</summary>
public sealed class MalformedRequestTests
{
    private const string Chunked = "POST /RPC2 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

    /// <summary>Smuggled behind another request, it would be answered as one of its own.</summary>
    private const string Hidden = "GET /ok.html HTTP/1.1\r\nHost: x\r\n\r\n";

    /// <summary>What is sent, and the status of the one answer, after which the connection is closed.</summary>
    private static readonly (string Request, int Status)[] Refused =
    [
        (Post("Content-Length: 99999999999"), 413),
        (Post("Content-Length: 99999999999999999999999"), 400),
        (Post("Content-Length: -1"), 400),
        (Post("Content-Length: 0x5") + "abcde", 400),
        (Post("Content-Length: 5\r\nContent-Length: 6") + "abcde" + Hidden, 400),
        (Post("Content-Length: 5, 6") + "abcde" + Hidden, 400),
        (Post("Content-Length: 5\r\nTransfer-Encoding: identity") + "abcde" + Hidden, 400),
        (Post("Content-Length: 5\r\nTransfer-Encoding: xchunked") + "abcde" + Hidden, 400),
        (Post("Transfer-Encoding : chunked") + "0\r\n\r\n" + Hidden, 400),
        (Post("Transfer-Encoding: \vchunked") + "0\r\n\r\n" + Hidden, 400),
        (Post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity") + "0\r\n\r\n" + Hidden, 400),
        (Post("Content-Length: 5\r\nTransfer-Encoding: chunked") + "5\r\nabcde\r\n0\r\n\r\n" + Hidden, 400),
        (Post("Content-Length: 99999999\r\nExpect: 100-continue"), 413),
        (Chunked + "zz\r\n", 400),
        (Chunked + "ffffffffffffffffff\r\n", 400),
        (Chunked + "ffffffff\r\n", 400),
        (Chunked + "3\r\nabcXX0\r\n\r\n", 400),
        (Chunked + "3;a\nabc\r\n0\r\n\r\n", 400),
        (Chunked + "0\r\n" + Repeated("a: b\r\n", 100_000), 431),
        ("GET /ok.html HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n", 400),
        ("GET /ok.html HTTP/1.1\r\n\r\n", 400),
        ("GET /ok.html HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400),
        ("GET /ok.html HTTP/1.1\r\nHost: x\r\nA: b\rC: d\r\n\r\n", 400),
        ("GET /ok.html HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n", 400),
        ("GET /ok\0.html HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("GET /logtail/writer%00 HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("GET /ok.html\r\n\r\n", 400),
        ("GET /ok.html HTTP/3.0\r\nHost: x\r\n\r\n", 505),
        ($"GET /{Repeated("a", 20_000)} HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        ($"GET /{Repeated("a", 2_000_000)} HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        ($"GET /ok.html HTTP/1.1\r\nHost: x\r\nA: {Repeated("b", 40_000)}\r\n\r\n", 431),
        ($"GET /ok.html HTTP/1.1\r\nHost: x\r\n{Repeated("A: b\r\n", 150)}\r\n", 431),
        ($"GET /ok.html HTTP/1.1\r\nHost: x\r\n{Repeated("A: b\r\n", 300_000)}\r\n", 431),
        ("\u0016\u0003\u0001\0\u00c8\u0001\0\0\u00c4\u0003\u0003" + Repeated("a", 200), 400),
        (Repeated("\0", 100_000), 400),
    ];

    private static readonly string[] NoLogs =
    [
        "/logtail",
        "/logtail/",
        "/logtail//",
        "/logtail//etc/passwd",
        "/logtail/../../etc/passwd",
        "/logtail/%2e%2e/%2e%2e/etc/passwd",
        "/logtail/..%2f..%2fetc%2fpasswd",
        "/logtail/writer/../writer/x",
        "/logtail/writer%2fstdout",
        "/logtail/writer/stdout/x",
        "/logtail/writer/stdin",
        "/logtail/writer%0d%0aX:%20y",
        "/logtail/%0a",
        "/logtail/%ff%fe",
        "/logtail/'%22",
        "/logtail/*",
        "/logtail/writer:*",
        "/logtail/:",
        "/logtail/writer:writer:writer",
        "/logtail/" + Repeated("a", 15_000),
        "/..%2f..%2fetc/passwd",
    ];

    private static readonly string[] NoCalls =
    [
        "",
        "<",
        "<methodCall></methodCall>",
        "<methodCall><methodName></methodName></methodCall>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><methodCall><methodName>&b;</methodName></methodCall>",
        "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><methodCall><methodName>supervisor.getPID</methodName></methodCall>",
        "<methodCall><methodName>&unknown;</methodName></methodCall>",
        "<methodCall><methodName>supervisor.getPID\u0001</methodName></methodCall>",
        Calls.Body("supervisor.getPID", Repeated("<array><data><value>", 100_000)),
        Repeated("<a>", 100_000) + Repeated("</a>", 100_000),
        Calls.Body("supervisor.getPID", Repeated("<i4/>", 600_000)),
        $"<methodCall a='{Repeated("b", 100_000)}'><methodName>supervisor.getPID</methodName></methodCall>",
        $"<{Repeated("a", 100_000)}/>",
        Calls.Body("supervisor.getPID", "<int>one</int>"),
        Calls.Body("supervisor.getPID", "<int></int>"),
        Calls.Body("supervisor.getPID", "<double>x</double>"),
        Calls.Body("supervisor.getPID", "<base64>YQ</base64>"),
        Calls.Body("supervisor.getPID", "<dateTime.iso8601>now</dateTime.iso8601>"),
    ];

    private static readonly string[] NoNames =
    [
        "../../etc/passwd",
        "/",
        "writer/stdout",
        "wri\nter",
        "writer\r\nX: y",
        "'\"; --",
        "&lt;script&gt;",
        ":writer",
        ":",
        "writer:writer:writer",
        "\u00e9\u20ac",
        Repeated("a", 1_000_000),
    ];

    [Fact]
    public void Each_is_answered_once_and_at_once_over_both_sockets()
    {
        using var daemon = new ServedDaemon();
        daemon.ShouldAnswer();
        var gateway = daemon.Gateway.ProcessId;
        var sleeps = daemon.LoopSleeps;
        foreach (var isLocal in new[] { true, false })
        {
            foreach (var (request, status) in Refused)
            {
                using var client = daemon.Connect(isLocal);
                client.Send(request);
                var answer = client.TakeRest();
                var shown = request.Length > 200 ? request[..200] : request;
                answer.ShouldStartWith($"HTTP/1.1 {status} ", Case.Sensitive, shown);
                answer.Split("HTTP/1.1 ").Length.ShouldBe(2, shown);
            }
        }
        daemon.Gateway.ProcessId.ShouldBe(gateway);
        // None of them was worth a message to the master.
        daemon.LoopSleeps.ShouldBeLessThan(sleeps + 10);
        daemon.ShouldAnswer();
        daemon.ShouldBeUntouched();
    }

    [Fact]
    public void Neither_calls_nor_names_that_cannot_be_reach_anything()
    {
        using var daemon = new ServedDaemon();
        using var client = daemon.Connect();
        foreach (var path in NoLogs)
        {
            client.Send($"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n");
            client.TakeAnswer().ShouldStartWith("HTTP/1.1 404 ", Case.Sensitive, path);
        }
        foreach (var body in NoCalls)
        {
            client.Send(Calls.PostBody(body));
            client.TakeAnswer().ShouldStartWith("HTTP/1.1 400 ", Case.Sensitive, body.Length > 200 ? body[..200] : body);
        }
        foreach (var name in NoNames)
        {
            foreach (var method in new[] { "getProcessInfo", "startProcess", "stopProcess", "clearProcessLogs" })
            {
                client.Send(Calls.Post("supervisor." + method, name));
                client.TakeAnswer().ShouldContain("BAD_NAME", Case.Sensitive, method);
            }
        }
        daemon.Gateway.ProcessId.ShouldBeGreaterThan(1);
        daemon.ShouldAnswer();
        daemon.ShouldBeUntouched();
        daemon.Process.Log.ShouldNotContain("gateway:");
    }

    private static string Post(string headers) => $"POST /RPC2 HTTP/1.1\r\nHost: x\r\n{headers}\r\n\r\n";

    private static string Repeated(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
