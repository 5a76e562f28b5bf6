using System.Globalization;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests;

public sealed class ChildPropertyTests
{
    [SkippableFact]
    public void A_program_runs_as_its_user_with_all_the_groups_of_that_user()
    {
        Host.NeedsRoot();
        Host.NeedsUser("nobody");
        using var daemon = new SupervisordProcess(
            """
            [program.sleeper]
            command = "sleep 1000"
            user = "nobody"
            stdout_logfile = "@/sleeper.log"
            [program.talker]
            command = ["sh", "-c", "echo to the device > /dev/stdout; exec sleep 1000"]
            user = "nobody"
            stdout_logfile = "@/talker.log"
            """
        );
        daemon.StartDaemon();
        var child = new ProcessView(daemon.PidOf("sleeper"));
        var uid = Id("-u");
        var gid = Id("-g");
        child.Status("Uid").ShouldBe(string.Join('\t', Enumerable.Repeat(uid, 4)));
        child.Status("Gid").ShouldBe(string.Join('\t', Enumerable.Repeat(gid, 4)));
        child.Status("Groups").Split(' ').Order().ShouldBe(Id("-G").Split(' ').Order());
        daemon.WaitForText("talker.log", "to the device\n");
        daemon.Stop();
    }

    [SkippableFact]
    public void The_daemon_itself_can_run_as_a_user()
    {
        Host.NeedsRoot();
        Host.NeedsUser("nobody");
        using var daemon = new SupervisordProcess("[program.sleeper]\ncommand = 'sleep 1000'\n", "user = 'nobody'");
        Command.Run(["chown", "nobody", daemon.Directory]).ExitStatus.ShouldBe(0);
        daemon.StartDaemon();
        daemon.View.Status("Uid").ShouldBe(string.Join('\t', Enumerable.Repeat(Id("-u"), 4)));
        daemon.View.Status("Groups").Split(' ').Order().ShouldBe(Id("-G").Split(' ').Order());
        daemon.Log.ShouldContain($"Set uid to user {Id("-u")} succeeded");
        new ProcessView(daemon.PidOf("sleeper")).Status("Uid").ShouldBe(string.Join('\t', Enumerable.Repeat(Id("-u"), 4)));
        daemon.Stop();
    }

    [Fact]
    public void Umask_directory_nice_and_limits_are_set()
    {
        using var daemon = new SupervisordProcess(
            """
            [program.sleeper]
            command = "sleep 1000"
            umask = "027"
            directory = "@"
            nice = 7
            rlimits = { nofile = 321, core = 0, fsize = { soft = "1MB", hard = "2MB" } }
            """
        );
        daemon.StartDaemon();
        var child = new ProcessView(daemon.PidOf("sleeper"));
        child.Status("Umask").ShouldBe("0027");
        child.WorkingDirectory.ShouldBe(daemon.Directory);
        child.Nice.ShouldBe(7);
        child.Limit("Max open files").ShouldBe(("321", "321"));
        child.Limit("Max core file size").ShouldBe(("0", "0"));
        child
            .Limit("Max file size")
            .ShouldBe(((1 << 20).ToString(CultureInfo.InvariantCulture), (2 << 20).ToString(CultureInfo.InvariantCulture)));
        daemon.Stop();
    }

    [Fact]
    public void The_environment_comes_from_the_daemon_the_file_and_the_tables()
    {
        using var daemon = new SupervisordProcess(
            """
            [program.sleeper]
            command = "sleep 1000"
            environment = { OWN = "of the program", SHARED = "by the program", EXPANDED = "%(program_name)s in %(here)s" }
            environment_file = ["@/present.env", "-@/absent.env"]
            """,
            "environment = { DAEMON = 'of the daemon', SHARED = 'by the daemon' }"
        );
        File.WriteAllText(daemon.At("present.env"), "# a comment\nFILE='from the file'\nexport OTHER=plain\n");
        daemon.StartDaemon("env", "INHERITED=yes");
        IReadOnlyList<string> environment = [];
        var child = new ProcessView(daemon.PidOf("sleeper"));
        // The spawner goes on a moment before the kernel has given the program its environment (fs/exec.c, begin_new_exec).
        Until.IsTrue(() => (environment = child.Environment()).Count > 0, "it has an environment", () => daemon.Log);
        environment.ShouldContain("INHERITED=yes");
        environment.ShouldContain("DAEMON=of the daemon");
        environment.ShouldContain("OWN=of the program");
        environment.ShouldContain("SHARED=by the program");
        environment.ShouldContain($"EXPANDED=sleeper in {daemon.Directory}");
        environment.ShouldContain("FILE=from the file");
        environment.ShouldContain("OTHER=plain");
        environment.ShouldContain("SUPERVISOR_GROUP_NAME=sleeper");
        environment.Select(entry => entry.Split('=')[0]).ShouldBeUnique();
        daemon.Stop();
    }

    private static string Id(string option) => Command.Run(["id", option, "nobody"]).Output.Trim();
}
