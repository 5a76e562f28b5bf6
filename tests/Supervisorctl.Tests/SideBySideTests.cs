using System.Text.Json;
using Supervisorctl.Shell;
using Supervisorctl.Tests.Surroundings;

namespace Supervisorctl.Tests;

/// <summary>The original's client and this one, with the original's daemon: the same lines and the same exit statuses.</summary>
public sealed class SideBySideTests(OriginalDaemons daemons) : IClassFixture<OriginalDaemons>
{
    [SkippableTheory]
    [InlineData("status")]
    [InlineData("status cat")]
    [InlineData("status cat cat")]
    [InlineData("status grp:*")]
    [InlineData("status grp:")]
    [InlineData("status cat all nope")]
    [InlineData("status cat nope nope:* nope:x")]
    [InlineData("status:cat")]
    [InlineData("help start")]
    [InlineData("help help")]
    [InlineData("help nope")]
    [InlineData("help start stop")]
    [InlineData("? stop")]
    [InlineData("?restart")]
    [InlineData("start")]
    [InlineData("stop")]
    [InlineData("restart")]
    [InlineData("clear")]
    [InlineData("signal")]
    [InlineData("signal HUP")]
    [InlineData("nope x y")]
    [InlineData("!ls")]
    [InlineData("*")]
    [InlineData("quit")]
    [InlineData("exit now")]
    [InlineData("EOF")]
    [InlineData("avail")]
    [InlineData("pid")]
    [InlineData("pid cat")]
    [InlineData("pid all")]
    [InlineData("pid nope")]
    [InlineData("pid missing")]
    [InlineData("pid cat nope missing")]
    [InlineData("version")]
    [InlineData("version x")]
    [InlineData("tail")]
    [InlineData("tail a b c d")]
    [InlineData("tail cat foo")]
    [InlineData("tail cat it's")]
    [InlineData("tail -x cat")]
    [InlineData("tail -f")]
    [InlineData("tail - once")]
    [InlineData("tail once")]
    [InlineData("tail -5 once")]
    [InlineData("tail --6 once")]
    [InlineData("tail -99999999999 once")]
    [InlineData("tail once stderr")]
    [InlineData("tail -100 once STDOUT")]
    [InlineData("tail nope")]
    [InlineData("tail silent")]
    [InlineData("tail grp:*")]
    [InlineData("maintail x")]
    [InlineData("maintail -x")]
    [InlineData("maintail a b")]
    [InlineData("maintail -20")]
    [InlineData("clear nope")]
    [InlineData("clear grp:*")]
    [InlineData("clear cat grp:m1")]
    [InlineData("signal FOO cat")]
    [InlineData("signal HUP missing")]
    [InlineData("signal CONT cat")]
    [InlineData("signal SIGCONT cat nope grp:m1")]
    [InlineData("signal 18 grp:*")]
    [InlineData("signal CONT all")]
    [InlineData("signal CONT nope:*")]
    [InlineData("open foo")]
    [InlineData("open unix:///nonexistent.sock")]
    [InlineData("fg")]
    [InlineData("fg a b")]
    [InlineData("fg nope")]
    [InlineData("fg missing")]
    [InlineData("update nope")]
    [InlineData("reread")]
    [InlineData("reread x")]
    [InlineData("add")]
    [InlineData("add nope")]
    [InlineData("add cat")]
    [InlineData("remove")]
    [InlineData("remove nope cat")]
    [InlineData("start nope")]
    [InlineData("start nope:x")]
    [InlineData("start nope:*")]
    [InlineData("start cat nope")]
    [InlineData("start nope cat")]
    [InlineData("stop nope")]
    [InlineData("stop missing")]
    [InlineData("stop nope:* nope:x")]
    [InlineData("restart nope")]
    [InlineData("restart nope:*")]
    [InlineData("shutdown x")]
    [InlineData("reload x")]
    [InlineData("")]
    [InlineData("   ")]
    public void A_line_does_the_same(string line)
    {
        var original = daemons.Theirs.Run(line);
        using var run = new ControlRun(daemons.Theirs.Url);
        run.Run(line);
        Transcript.Normalized(run.Output.Text).ShouldBe(Transcript.Normalized(original.Output));
        run.Errors.Text.ShouldBe(original.Errors);
        run.Session.Status.ShouldBe(original.Status);
    }

    [SkippableTheory]
    [InlineData("version\n\n  \nhelp quit\nnope\npid\n")]
    [InlineData("status cat\nquit\nversion\n")]
    [InlineData("shutdown\nn\nreload\nno\nshutdown\n\n")]
    [InlineData("open foo\n? pid\nexit\n")]
    public void A_shell_prints_the_same(string input)
    {
        var original = daemons.Theirs.Run(null, input);
        using var run = new ControlRun(daemons.Theirs.Url, isInteractive: true, answers: input.Split('\n')[..^1]);
        new InteractiveShell(run.Session, new PipedLines(run.Session.User), "supervisor> ", new Completer(() => [])).Run();
        Transcript.Normalized(run.Output.Text).ShouldBe(Transcript.Normalized(original.Output));
    }

    [SkippableFact]
    public void What_goes_beyond_says_that_the_original_lacks_it()
    {
        foreach (var line in (string[])["plan", "update --dry-run", "wait cat", "status --long"])
        {
            using var run = new ControlRun(daemons.Theirs.Url);
            run.Run(line).ShouldBe(3);
            run.Output.Text.ShouldBe(
                $"Error: {line.Split(' ')[0]} needs a server with the JSON API /api/v1, which {daemons.Theirs.Url} has not\n"
            );
        }
    }

    [SkippableFact]
    public void Status_and_avail_as_json_need_no_more_than_the_original()
    {
        using var run = new ControlRun(daemons.Theirs.Url);
        run.Run("status --json cat").ShouldBe(0);
        using (var status = JsonDocument.Parse(run.Output.Text))
            status.RootElement[0].GetProperty("state").GetString().ShouldBe("RUNNING");
        using var second = new ControlRun(daemons.Theirs.Url);
        second.Run("avail --json").ShouldBe(0);
        using var avail = JsonDocument.Parse(second.Output.Text);
        avail.RootElement.EnumerateArray().Select(process => process.GetProperty("name").GetString()).ShouldContain("cat");
    }

    [SkippableFact]
    public void A_log_that_cannot_be_followed_is_a_failure()
    {
        var original = daemons.Theirs.Run("tail -f nope");
        using var run = new ControlRun(daemons.Theirs.Url);
        run.Run("tail -f nope").ShouldBe(1, "the original returns 0 here");
        run.Output.Text.ShouldBe(original.Output);
        run.Errors.Text.ShouldBe(original.Errors);
    }
}
