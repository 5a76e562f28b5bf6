using Supervisorctl.Tests.Surroundings;

namespace Supervisorctl.Tests;

/// <summary>As <see cref="SideBySideTests"/>, with actions that change something: each client has a daemon of its own.</summary>
public sealed class SideBySideLifeTests(OriginalDaemons daemons) : IClassFixture<OriginalDaemons>
{
    [SkippableFact]
    public void A_life_of_programs_does_the_same()
    {
        foreach (
            var line in (string[])
                [
                    "stop cat",
                    "stop cat",
                    "status cat",
                    "start cat grp:m1 nope missing",
                    "start brief",
                    "stop cat grp:m1 nope",
                    "start cat brief nope",
                    "restart cat",
                    "restart once",
                    "restart grp:*",
                    "stop grp:*",
                    "start grp:*",
                    "start grp:*",
                    "stop grp:m2 many:*",
                    "start many:*",
                    "remove many",
                    "stop all",
                    "remove many",
                    "add many",
                    "clear all",
                    "status",
                ]
        )
            ShouldAgree(line);
    }

    [SkippableFact]
    public void Changed_files_do_the_same()
    {
        ShouldAgree("reread");
        Write("[program:new]\ncommand=sleep 1000\n[program:other]\ncommand=sleep 1000\nautostart=false\n");
        ShouldAgree("reread");
        ShouldAgree("update nope other");
        ShouldAgree("avail");
        ShouldAgree("update");
        ShouldAgree("update");
        Write("[program:other]\ncommand=sleep 2000\n");
        ShouldAgree("reread");
        ShouldAgree("update all");
        Write("");
        ShouldAgree("update");
        ShouldAgree("reread");
    }

    [SkippableFact]
    public void A_mistake_in_the_files_is_told()
    {
        Write("[program:bad]\n");
        try
        {
            ShouldAgree("reread");
            using var run = new ControlRun(daemons.Ours.Url);
            run.Run("update").ShouldBe(1);
            run.Output.Text.ShouldStartWith("ERROR: CANT_REREAD: ", customMessage: "the original prints a Python error here");
        }
        finally
        {
            Write("");
        }
    }

    private void Write(string more)
    {
        daemons.Theirs.WriteConfiguration(more);
        daemons.Ours.WriteConfiguration(more);
    }

    private void ShouldAgree(string line)
    {
        var original = daemons.Theirs.Run(line);
        using var run = new ControlRun(daemons.Ours.Url);
        run.Run(line);
        Ordered(line, run.Output.Text).ShouldBe(Ordered(line, original.Output), line);
        run.Session.Status.ShouldBe(original.Status, line);
    }

    /// <summary>The members of a group come in the order in which they happen to be done.</summary>
    private static string Ordered(string line, string output) =>
        line.Contains('*', StringComparison.Ordinal) || line.EndsWith(" all", StringComparison.Ordinal)
            ? string.Join('\n', Transcript.Normalized(output).Split('\n').Order(StringComparer.Ordinal))
            : Transcript.Normalized(output);
}
