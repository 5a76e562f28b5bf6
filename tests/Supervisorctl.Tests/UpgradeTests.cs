using Supervisorctl.Commands;
using Supervisorctl.Tests.Surroundings;

namespace Supervisorctl.Tests;

/// <summary>upgrade.</summary>
public sealed class UpgradeTests
{
    private const string OldOne = """{"version":"4.1","upgrades":2}""";
    private const string NewOne = """{"version":"4.2","upgrades":3}""";
    private const string SameAgain = """{"version":"4.1","upgrades":3}""";
    private const string Done = """{"code":"SUCCESS"}""";
    private const string StartedFrom = "the executable that it was started from";

    [Theory]
    [InlineData("upgrade", NewOne, "upgraded: 4.1 -> 4.2\n", "{}")]
    [InlineData("upgrade --binary /opt/x", NewOne, "upgraded: 4.1 -> 4.2\n", """{"binary":"/opt/x"}""")]
    [InlineData("upgrade --binary=/opt/a b/x", NewOne, "upgraded: 4.1 -> 4.2\n", """{"binary":"/opt/a b/x"}""")]
    [InlineData("upgrade", SameAgain, $"upgraded: 4.1 again, from {StartedFrom}\n", "{}")]
    [InlineData("upgrade --binary /opt/x", SameAgain, "upgraded: 4.1 again, from /opt/x\n", """{"binary":"/opt/x"}""")]
    public void It_is_asked_for_and_awaited(string line, string after, string output, string body)
    {
        using var server = ServerOf(Done, OldOne, OldOne, OldOne, after);
        using var run = new ControlRun(server.Url);
        run.Run(line).ShouldBe(0);
        run.Output.Text.ShouldBe(output);
        server.Requests.Single(request => request.Method == "POST").Body.ShouldBe(body);
        server.ConnectionCount.ShouldBe(4);
    }

    [Fact]
    public void A_relative_path_is_of_the_callers_directory()
    {
        using var server = ServerOf(Done, OldOne, NewOne);
        using var run = new ControlRun(server.Url);
        run.Run("upgrade --binary bin/../supervisord").ShouldBe(0);
        server.Requests[1].Body.ShouldBe($$"""{"binary":"{{Path.Combine(Environment.CurrentDirectory, "supervisord")}}"}""");
    }

    [Theory]
    [InlineData(500, "FAILED", "the trial run took longer than 10 s", "the trial run took longer than 10 s")]
    [InlineData(503, "SHUTDOWN_STATE", "The daemon is ending", "The daemon is ending")]
    [InlineData(404, "NOT_FOUND", "There is no such path in this API.", "this daemon knows no upgrade")]
    public void A_refusal_is_told(int status, string code, string detail, string reason)
    {
        using var server = new FakeServer(request =>
            request.Method == "POST" ? FakeServer.Problem(status, code, detail) : FakeServer.Json(OldOne)
        );
        using var run = new ControlRun(server.Url);
        run.Run("upgrade").ShouldBe(1);
        run.Output.Text.ShouldBe($"not upgraded: {reason}; the old one goes on\n");
        server.Requests.Count.ShouldBe(2);
    }

    /// <summary>Who goes over executes in the same process; another one has taken the place of one that failed.</summary>
    [Fact]
    public void One_that_fails_in_its_start_is_told_at_once()
    {
        using var server = ServerOf(
            Done,
            """{"version":"4.1","upgrades":2,"masterPid":7}""",
            """{"version":"4.1","upgrades":2,"masterPid":8}"""
        );
        using var run = new ControlRun(server.Url);
        run.Run("upgrade").ShouldBe(1);
        run.Output.Text.ShouldBe("not upgraded: the other executable has failed in its start; the old one goes on\n");
    }

    /// <summary>An answer without a length and without anything else is a connection that is closed.</summary>
    [Fact]
    public void Connections_that_are_closed_meanwhile_do_not_matter()
    {
        using var server = ServerOf("", OldOne, "", "", "", "", OldOne, "", "", NewOne);
        using var run = new ControlRun(server.Url);
        run.Run("upgrade").ShouldBe(0);
        run.Output.Text.ShouldBe("upgraded: 4.1 -> 4.2\n");
        server.Requests.Count(request => request.Method == "POST").ShouldBe(1);
    }

    [Fact]
    public void A_daemon_that_never_goes_over_is_not_awaited_for_ever()
    {
        using var server = ServerOf(Done, OldOne);
        using var run = new ControlRun(server.Url);
        Run(run);
        run.Output.Text.ShouldStartWith("not upgraded: the daemon has not ");
        run.Session.Status.ShouldBe(1);
    }

    [Fact]
    public void Nor_is_one_that_hangs()
    {
        using var over = new ManualResetEventSlim();
        var asked = 0;
        using var server = new FakeServer(request =>
        {
            if (request.Method == "GET" && Interlocked.Increment(ref asked) > 1)
                over.Wait();
            return FakeServer.Json(request.Method == "POST" ? Done : OldOne);
        });
        using var run = new ControlRun(server.Url);
        Run(run);
        over.Set();
        run.Output.Text.ShouldBe("not upgraded: the daemon has not answered for 0.3 s\n");
    }

    [Theory]
    [InlineData("upgrade now")]
    [InlineData("upgrade --binary")]
    [InlineData("upgrade --binary=")]
    [InlineData("upgrade --binaryx /opt/x")]
    public void Other_words_make_no_sense(string line)
    {
        using var run = new ControlRun("unix:///nonexistent");
        run.Run(line).ShouldBe(2);
        run.Output.Lines[0].ShouldBe("Error: upgrade accepts --binary and a path");
    }

    [Fact]
    public void The_original_has_no_such_thing()
    {
        using var server = FakeServer.OfRpc(_ => "<boolean>1</boolean>");
        using var run = new ControlRun(server.Url);
        run.Run("upgrade").ShouldBe(3);
        run.Output.Text.ShouldStartWith("Error: upgrade needs a server with the JSON API");
    }

    private static void Run(ControlRun run) => new UpgradeCommand(TimeSpan.FromMilliseconds(300)).Run(run.Session, "");

    /// <param name="post">What the wish is answered with; "" for the end of the connection.</param>
    /// <param name="descriptions">What it says of itself, one after the other; the last for ever.</param>
    private static FakeServer ServerOf(string post, params string[] descriptions)
    {
        var next = -1;
        return new FakeServer(request =>
        {
            var content =
                request.Method == "POST" ? post : descriptions[Math.Min(Interlocked.Increment(ref next), descriptions.Length - 1)];
            return content.Length == 0 ? "" : FakeServer.Json(content);
        });
    }
}
