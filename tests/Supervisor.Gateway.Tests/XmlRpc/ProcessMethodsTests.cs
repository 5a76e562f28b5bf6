using Supervisor.Gateway.XmlRpc.Answers;
using Supervisor.Protocol.Processes;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Gateway.Tests.XmlRpc;

public sealed class ProcessMethodsTests
{
    private static readonly Reply Started = ScriptedMaster.Handled(ScriptedMaster.Outcome("web", "web", ControlResult.Success));

    [Theory]
    [InlineData("supervisor.startProcess", "web", "web", "web")]
    [InlineData("supervisor.startProcess", "work:a", "work", "a")]
    [InlineData("supervisor.startProcess", "work:a:b", "work", "a:b")]
    [InlineData("supervisor.startProcess", "work:*", "work", null)]
    [InlineData("supervisor.startProcess", "work:", "work", null)]
    [InlineData("supervisor.startProcessGroup", "work", "work", null)]
    [InlineData("supervisor.startProcessGroup", "work:*", "work:*", null)]
    public void Starts_what_a_name_means(string method, string given, string group, string? name)
    {
        var master = new ScriptedMaster(ScriptedMaster.Handled());
        Calls.Ask(master, method, given).ShouldNotBeNull();
        master.Requests.ShouldBe([new Request.Start(new ProcessSelector(group, name), Waits: true)]);
    }

    [Theory]
    [InlineData("<boolean>1</boolean>", true)]
    [InlineData("<boolean>0</boolean>", false)]
    [InlineData("<int>0</int>", false)]
    [InlineData("<int>2</int>", true)]
    [InlineData("", false)]
    [InlineData("no", true)]
    [InlineData("<nil/>", false)]
    [InlineData("<double>0</double>", false)]
    [InlineData("<array><data/></array>", false)]
    [InlineData("<struct/>", false)]
    [InlineData("<dateTime.iso8601>20260102T03:04:05</dateTime.iso8601>", true)]
    public void Waits_for_what_Python_takes_for_true(string wait, bool waits)
    {
        var master = new ScriptedMaster(Started);
        Calls.Ask(master, "supervisor.startProcess", "web", wait).ShouldBe(Answer.True);
        Calls.Ask(master, "supervisor.stopAllProcesses", wait).ShouldNotBeNull();
        master.Requests.ShouldBe([
            new Request.Start(ProcessSelector.Of("web", "web"), waits),
            new Request.Stop(ProcessSelector.All, waits),
        ]);
    }

    [Theory]
    [InlineData(ControlResult.NoFile, "can't find command '/x'", 20, "NO_FILE: can't find command '/x'")]
    [InlineData(ControlResult.NotExecutable, "command at '/x' is not executable", 21, "NOT_EXECUTABLE: command at '/x' is not executable")]
    [InlineData(ControlResult.AlreadyStarted, "web", 60, "ALREADY_STARTED: web:web")]
    [InlineData(ControlResult.SpawnError, "web", 50, "SPAWN_ERROR: web:web")]
    [InlineData(ControlResult.AbnormalTermination, "web", 40, "ABNORMAL_TERMINATION: web:web")]
    [InlineData(ControlResult.AbnormalTermination, "web: exit status 3", 40, "ABNORMAL_TERMINATION: web: exit status 3")]
    [InlineData(ControlResult.Failed, "web is in an unknown process state", 30, "FAILED: web is in an unknown process state")]
    [InlineData(ControlResult.NotRunning, "web", 70, "NOT_RUNNING: web:web")]
    [InlineData(ControlResult.ShuttingDown, "", 6, "SHUTDOWN_STATE")]
    public void A_fault_names_the_process_as_the_caller_did(ControlResult result, string detail, int code, string text) =>
        Calls
            .Ask(ScriptedMaster.Handled(ScriptedMaster.Outcome("web", "web", result, detail)), "supervisor.startProcess", "web:web")
            .ShouldBeFault(code, text);

    [Theory]
    [InlineData("supervisor.startProcess", "nope:*", "BAD_NAME: nope:*")]
    [InlineData("supervisor.stopProcess", "nope", "BAD_NAME: nope")]
    [InlineData("supervisor.stopProcess", "", "BAD_NAME: ")]
    [InlineData("supervisor.startProcessGroup", "nope", "BAD_NAME: nope")]
    [InlineData("supervisor.getProcessInfo", "a:b:c", "BAD_NAME: a:b:c")]
    [InlineData("supervisor.getProcessInfo", "web:*", "BAD_NAME: web:*")]
    [InlineData("supervisor.getProcessInfo", ":", "BAD_NAME: :")]
    public void A_name_that_nothing_has(string method, string name, string text) =>
        Calls.Ask(new Reply.Refused(ControlResult.BadName, "whatever"), method, name).ShouldBeFault(10, text);

    [Fact]
    public void A_group_answers_with_a_structure_for_each()
    {
        var reply = ScriptedMaster.Handled(
            ScriptedMaster.Outcome("work", "b", ControlResult.Success),
            ScriptedMaster.Outcome("work", "a", ControlResult.SpawnError, "work:a")
        );
        Calls
            .Ask(reply, "supervisor.startProcess", "work:*")
            .Layout()
            .ShouldBe(
                """
                <value><array><data>
                <value><struct>
                <member>
                <name>name</name>
                <value><string>b</string></value>
                </member>
                <member>
                <name>group</name>
                <value><string>work</string></value>
                </member>
                <member>
                <name>status</name>
                <value><int>80</int></value>
                </member>
                <member>
                <name>description</name>
                <value><string>OK</string></value>
                </member>
                </struct></value>
                <value><struct>
                <member>
                <name>name</name>
                <value><string>a</string></value>
                </member>
                <member>
                <name>group</name>
                <value><string>work</string></value>
                </member>
                <member>
                <name>status</name>
                <value><int>50</int></value>
                </member>
                <member>
                <name>description</name>
                <value><string>SPAWN_ERROR: work:a</string></value>
                </member>
                </struct></value>
                </data></array></value>

                """
            );
    }

    [Theory]
    [InlineData("HUP", "HUP")]
    [InlineData(" hup ", " hup ")]
    [InlineData("1", "1")]
    [InlineData(" 1_5 ", "15")]
    [InlineData("<int>9</int>", "9")]
    [InlineData("<int>-1</int>", "-1")]
    [InlineData("<boolean>1</boolean>", "1")]
    [InlineData("<double>1.9</double>", "1")]
    public void A_signal_is_a_name_or_a_number_of_any_type(string value, string sent)
    {
        var master = new ScriptedMaster(Started);
        Calls.Ask(master, "supervisor.signalProcess", "web", value).ShouldBe(Answer.True);
        Calls.Ask(master, "supervisor.signalProcessGroup", "work", value).ShouldNotBeNull();
        Calls.Ask(master, "supervisor.signalAllProcesses", value).ShouldNotBeNull();
        master.Requests.ShouldBe([
            new Request.Signal(ProcessSelector.Of("web", "web"), sent),
            new Request.Signal(ProcessSelector.OfGroup("work"), sent),
            new Request.Signal(ProcessSelector.All, sent),
        ]);
    }

    [Theory]
    [InlineData("NOPE", "BAD_SIGNAL: NOPE")]
    [InlineData("", "BAD_SIGNAL: ")]
    [InlineData("<int>-1</int>", "BAD_SIGNAL: -1")]
    [InlineData("<double>99.5</double>", "BAD_SIGNAL: 99.5")]
    public void A_bad_signal_is_told_as_it_was_given(string value, string text) =>
        Calls
            .Ask(
                ScriptedMaster.Handled(ScriptedMaster.Outcome("web", "web", ControlResult.BadSignal, "x")),
                "supervisor.signalProcess",
                "web",
                value
            )
            .ShouldBeFault(11, text);

    [Fact]
    public void Tells_everything_about_a_process()
    {
        var master = new ScriptedMaster(new Reply.ProcessesListed(1_763_651_520_123, [ProcessSnapshots.Running("work", "a<b")]));
        Calls
            .Ask(master, "supervisor.getProcessInfo", "work:a&lt;b")
            .Layout()
            .ShouldBe(
                """
                <value><struct>
                <member>
                <name>name</name>
                <value><string>a&lt;b</string></value>
                </member>
                <member>
                <name>group</name>
                <value><string>work</string></value>
                </member>
                <member>
                <name>start</name>
                <value><int>1700000000</int></value>
                </member>
                <member>
                <name>stop</name>
                <value><int>0</int></value>
                </member>
                <member>
                <name>now</name>
                <value><int>1763651520</int></value>
                </member>
                <member>
                <name>state</name>
                <value><int>20</int></value>
                </member>
                <member>
                <name>statename</name>
                <value><string>RUNNING</string></value>
                </member>
                <member>
                <name>spawnerr</name>
                <value><string></string></value>
                </member>
                <member>
                <name>exitstatus</name>
                <value><int>0</int></value>
                </member>
                <member>
                <name>logfile</name>
                <value><string>/var/log/web.log</string></value>
                </member>
                <member>
                <name>stdout_logfile</name>
                <value><string>/var/log/web.log</string></value>
                </member>
                <member>
                <name>stderr_logfile</name>
                <value><string></string></value>
                </member>
                <member>
                <name>pid</name>
                <value><int>4711</int></value>
                </member>
                <member>
                <name>description</name>
                <value><string>pid 4711, uptime 1 day, 2:03:04</string></value>
                </member>
                </struct></value>

                """
            );
        master.Requests.ShouldBe([new Request.ListProcesses(ProcessSelector.Of("work", "a<b"))]);
    }

    [Fact]
    public void Times_beyond_2038_end_there()
    {
        var process = ProcessSnapshots.Running("web", "web") with { StartedAt = 5_000_000_000 };
        Calls
            .Ask(new Reply.ProcessesListed(5_000_000_001_000, [process]), "supervisor.getProcessInfo", "web")
            .Layout()
            .ShouldContain("<name>now</name>\n<value><int>2147483647</int></value>");
    }

    [Fact]
    public void Tells_everything_about_all()
    {
        var master = new ScriptedMaster(
            new Reply.ProcessesListed(0, [ProcessSnapshots.Running("a", "a"), ProcessSnapshots.Running("b", "b")])
        );
        var text = Calls.Ask(master, "supervisor.getAllProcessInfo").Layout();
        text.ShouldStartWith("<value><array><data>\n<value><struct>\n");
        text.Split("<name>pid</name>").Length.ShouldBe(3);
        master.Requests.ShouldBe([new Request.ListProcesses(ProcessSelector.All)]);
    }

    [Fact]
    public void Tells_what_is_configured()
    {
        var text = Calls.Ask(new Reply.ConfigurationsListed([Configuration]), "supervisor.getAllConfigInfo").Layout();
        Names(text)
            .ShouldBe([
                "autostart",
                "directory",
                "uid",
                "command",
                "exitcodes",
                "group",
                "group_prio",
                "inuse",
                "killasgroup",
                "name",
                "process_prio",
                "redirect_stderr",
                "startretries",
                "startsecs",
                "stdout_capture_maxbytes",
                "stdout_events_enabled",
                "stdout_logfile",
                "stdout_logfile_backups",
                "stdout_logfile_maxbytes",
                "stdout_syslog",
                "stopsignal",
                "stopwaitsecs",
                "stderr_capture_maxbytes",
                "stderr_events_enabled",
                "stderr_logfile",
                "stderr_logfile_backups",
                "stderr_logfile_maxbytes",
                "stderr_syslog",
                "serverurl",
            ]);
        text.ShouldContain("<name>uid</name>\n<value><string>none</string></value>");
        text.ShouldContain(
            "<name>exitcodes</name>\n<value><array><data>\n<value><int>0</int></value>\n<value><int>2</int></value>\n</data></array></value>"
        );
        text.ShouldContain("<name>stdout_logfile_maxbytes</name>\n<value><int>2147483647</int></value>");
        text.ShouldContain("<name>stdout_logfile</name>\n<value><string>auto</string></value>");
        text.ShouldContain("<name>inuse</name>\n<value><boolean>1</boolean></value>");
        Calls
            .Ask(new Reply.ConfigurationsListed([Configuration with { UserId = 33 }]), "supervisor.getAllConfigInfo")
            .Layout()
            .ShouldContain("<name>uid</name>\n<value><int>33</int></value>");
    }

    [Fact]
    public void Characters_are_sent_as_UTF8()
    {
        var master = new ScriptedMaster(Reply.Done.Instance);
        Calls.Ask(master, "supervisor.sendProcessStdin", "work:a", "hé\n").ShouldBe(Answer.True);
        var request = master.Requests.ShouldHaveSingleItem().ShouldBeOfType<Request.WriteStandardInput>();
        request.Process.ShouldBe(new ProcessName("work", "a"));
        request.Bytes.ToArray().ShouldBe("hé\n"u8.ToArray());
    }

    [Theory]
    [InlineData(ControlResult.NotRunning, "web", 70, "NOT_RUNNING: web:web")]
    [InlineData(ControlResult.NoFile, "web", 20, "NO_FILE: web:web")]
    [InlineData(ControlResult.BadName, "web", 10, "BAD_NAME: web:web")]
    [InlineData(ControlResult.Failed, "web does not read", 30, "FAILED: web does not read")]
    public void Characters_that_cannot_be_sent(ControlResult result, string detail, int code, string text) =>
        Calls.Ask(new Reply.Refused(result, detail), "supervisor.sendProcessStdin", "web:web", "x").ShouldBeFault(code, text);

    [Fact]
    public void Characters_are_sent_to_one_process() =>
        Calls.Ask(Reply.Done.Instance, "supervisor.sendProcessStdin", "web:*", "x").ShouldBeFault(10, "BAD_NAME: web:*");

    private static ProcessConfiguration Configuration { get; } =
        new()
        {
            Name = new ProcessName("work", "a"),
            GroupPriority = 999,
            Priority = 5,
            IsInUse = true,
            Autostart = true,
            Autorestart = "true",
            Command = "cat",
            Directory = "none",
            UserId = null,
            ExitCodes = [0, 2],
            StartSeconds = 1,
            StartRetries = -1,
            StopSignal = 15,
            StopWaitSeconds = 10,
            StopAsGroup = false,
            KillAsGroup = false,
            RedirectStderr = false,
            ServerUrl = "auto",
            Stdout = new OutputConfiguration("auto", 1L << 40, 10, 0, EventsEnabled: false, Syslog: false),
            Stderr = new OutputConfiguration("none", 0, 10, 0, EventsEnabled: false, Syslog: false),
        };

    private static string[] Names(string xml) =>
        [.. xml.Split("<name>").Skip(1).Select(part => part[..part.IndexOf('<', StringComparison.Ordinal)])];
}
