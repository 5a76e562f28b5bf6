using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Trees;

/// <summary>Programs that go into the background by themselves.</summary>
public sealed class ForkingTests
{
    /// <summary>Forks twice, leads a session of its own, lets go of all that it was given, locks its pid file and logs by syslog.</summary>
    private const string Classic = """
        import fcntl, os, signal, sys, syslog, time
        pid_file, delay = sys.argv[1], float(sys.argv[2])
        if os.fork():
            os._exit(0)
        os.setsid()
        if os.fork():
            os._exit(0)
        null = os.open('/dev/null', os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(null, number)
        time.sleep(delay)
        file = os.open(pid_file, os.O_RDWR | os.O_CREAT, 0o644)
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.ftruncate(file, 0)
        os.write(file, b'%d\n' % os.getpid())
        syslog.openlog('classic', syslog.LOG_PID, syslog.LOG_DAEMON)
        syslog.syslog('ready')
        def end(number, frame):
            os.unlink(pid_file)
            os._exit(0)
        signal.signal(signal.SIGTERM, end)
        while True:
            time.sleep(3600)
        """;

    [SkippableTheory]
    [InlineData(true, "0")]
    [InlineData(false, "0")]
    [InlineData(true, "0.5")]
    [InlineData(false, "0.5")]
    public void A_program_that_forks_twice_is_found_by_its_pid_file_watched_restarted_and_stopped(bool controlGroups, string delay)
    {
        var python = Host.Needs("python3");
        using var daemon = new SupervisordProcess(
            $"""
            [program.classic]
            command = ["{python}", "@/classic.py", "@/classic.pid", "{delay}"]
            type = "forking"
            pidfile = "@/classic.pid"
            """,
            ControlGroups(controlGroups)
        );
        File.WriteAllText(daemon.At("classic.py"), Classic);
        // Left by another time, and of a process that is none of the program's.
        File.WriteAllText(daemon.At("classic.pid"), Text(Environment.ProcessId));
        daemon.StartDaemon();
        var first = MainOf(daemon, "classic", 1);
        first.CommandLine.ShouldContain("classic.py");
        Text(first.ProcessId).ShouldBe(daemon.Text("classic.pid").Trim());
        first.Session.ShouldNotBe(first.ProcessId);
        daemon.WaitForLog("success: classic entered RUNNING state");

        Signals.Send(first.ProcessId, Signals.Kill);
        daemon.WaitForLog("exited: classic (terminated by SIGKILL; not expected)");
        var second = MainOf(daemon, "classic", 2);
        second.ProcessId.ShouldNotBe(first.ProcessId);
        daemon.WaitForLog("success: classic entered RUNNING state", times: 2);
        daemon.Stop();
        daemon.Log.ShouldContain("stopped: classic (exit status 0)");
        second.IsLiving.ShouldBeFalse();
        File.Exists(daemon.At("classic.pid")).ShouldBeFalse();
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_a_pid_file_the_one_process_that_is_left_is_the_main_one(bool controlGroups)
    {
        var python = Host.Needs("python3");
        using var daemon = new SupervisordProcess(
            $"""
            [program.classic]
            command = ["{python}", "@/classic.py", "@/classic.pid", "0"]
            type = "forking"
            """,
            ControlGroups(controlGroups)
        );
        File.WriteAllText(daemon.At("classic.py"), Classic);
        daemon.StartDaemon();
        var main = MainOf(daemon, "classic", 1);
        daemon.WaitForLog("success: classic entered RUNNING state");
        daemon.Stop();
        main.IsLiving.ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Where_several_are_left_it_is_refused_with_a_sentence_and_nothing_stays(bool controlGroups)
    {
        using var daemon = new SupervisordProcess(
            """
            [program.two]
            command = ["sh", "-c", "sleep 1000 & sleep 1000 & exit 0"]
            type = "forking"
            startretries = 0
            """,
            ControlGroups(controlGroups)
        );
        daemon.StartDaemon();
        daemon.WaitForLog("gave up: two entered FATAL state");
        daemon.Log.ShouldContain("the launching process has left 2 processes (pid ");
        daemon
            .View.Children()
            .Where(child => child.IsLiving && child.CommandLine.StartsWith("sleep", StringComparison.Ordinal))
            .ShouldBeEmpty();
        daemon.Stop();
    }

    [Fact]
    public void A_launching_process_that_fails_is_a_failed_start_with_its_exit_status()
    {
        using var daemon = new SupervisordProcess(
            """
            [program.failing]
            command = ["sh", "-c", "sleep 1000 & exit 3"]
            type = "forking"
            startretries = 0
            [program.empty]
            command = "true"
            type = "forking"
            startretries = 0
            [program.slow]
            command = "sleep 1000"
            type = "forking"
            startretries = 0
            start_timeout = 1
            """
        );
        daemon.StartDaemon();
        daemon.WaitForLog("entered FATAL state", times: 3);
        daemon.Log.ShouldContain("failing: the launching process exited with status 3");
        daemon.Log.ShouldContain("empty: the launching process has exited and left no process behind");
        daemon.Log.ShouldContain("slow: the launching process has not exited within 1 s (start_timeout)");
        daemon.Stop();
    }

    /// <summary>The program's user can write the file: what it says must not make root end somebody else's process.</summary>
    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_pid_file_that_names_a_stranger_is_not_believed(bool controlGroups)
    {
        Host.NeedsRoot();
        Host.NeedsUser("nobody");
        using var stranger = Command.Start(["sleep", "1000"]);
        using var daemon = new SupervisordProcess(
            $"""
            [program.sleeper]
            command = "sleep 1000"
            [program.liar]
            command = ["sh", "-c", "sleep 1000 & echo {Text(stranger.ProcessId)} > @/liar/pid"]
            user = "nobody"
            type = "forking"
            pidfile = "@/liar/pid"
            start_timeout = 1
            startretries = 0
            stop_scope = "tree"
            """,
            ControlGroups(controlGroups)
        );
        Directory.CreateDirectory(daemon.At("liar"));
        File.SetUnixFileMode(daemon.At("liar"), (UnixFileMode)0x1ff);
        daemon.StartDaemon();
        daemon.WaitForLog("gave up: liar entered FATAL state");
        daemon.Log.ShouldContain("has not named a process of this program within 1 s");
        File.WriteAllText(daemon.At("liar/pid"), Text(daemon.PidOf("sleeper")));
        new ProcessView(stranger.ProcessId).IsLiving.ShouldBeTrue();
        new ProcessView(daemon.PidOf("sleeper")).IsLiving.ShouldBeTrue();
        daemon.Stop();
        new ProcessView(stranger.ProcessId).IsLiving.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Stopped_before_its_main_process_is_known_nothing_is_left(bool controlGroups)
    {
        using var daemon = new SupervisordProcess(
            """
            [program.searched]
            command = ["sh", "-c", "sleep 1000 & echo $! > @/left"]
            type = "forking"
            pidfile = "@/never"
            """,
            ControlGroups(controlGroups)
        );
        daemon.StartDaemon();
        daemon.WaitForText("left", "\n");
        daemon.Stop();
        new ProcessView(int.Parse(daemon.Lines("left")[0], CultureInfo.InvariantCulture)).IsLiving.ShouldBeFalse();
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Memcached_is_supervised_as_a_daemon(bool controlGroups)
    {
        var memcached = Host.Needs("memcached");
        var port = FreePort();
        using var daemon = new SupervisordProcess(
            $"""
            [program.memcached]
            command = ["{memcached}", "-d", "-P", "@/memcached.pid", "-l", "127.0.0.1", "-p", "{port}", "-U", "0", "-u", "root"]
            type = "forking"
            pidfile = "@/memcached.pid"
            """,
            ControlGroups(controlGroups)
        );
        daemon.StartDaemon();
        Serve(daemon, "memcached", port, "version\r\n", "VERSION");
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Redis_is_supervised_as_a_daemon(bool controlGroups)
    {
        var redis = Host.Needs("redis-server");
        var port = FreePort();
        using var daemon = new SupervisordProcess(
            $"""
            [program.redis]
            command = ["{redis}", "--daemonize", "yes", "--port", "{port}", "--bind", "127.0.0.1", "--pidfile", "@/redis.pid", "--dir", "@", "--save", ""]
            type = "forking"
            pidfile = "@/redis.pid"
            """,
            ControlGroups(controlGroups)
        );
        daemon.StartDaemon();
        Serve(daemon, "redis", port, "PING\r\n", "+PONG");
    }

    private static void Serve(SupervisordProcess daemon, string program, int port, string question, string answer)
    {
        for (var start = 1; start <= 2; start++)
        {
            var main = MainOf(daemon, program, start);
            Until.IsTrue(() => Ask(port, question).StartsWith(answer, StringComparison.Ordinal), $"{program} answers", () => daemon.Log);
            daemon.WaitForLog($"success: {program} entered RUNNING state", start);
            if (start == 1)
                Signals.Send(main.ProcessId, Signals.Kill);
        }
        daemon.Stop();
        Ask(port, question).ShouldBeEmpty();
    }

    private static string Ask(int port, string question)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            client.GetStream().Write(Encoding.ASCII.GetBytes(question));
            var buffer = new byte[64];
            return Encoding.ASCII.GetString(buffer, 0, client.GetStream().Read(buffer));
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            return "";
        }
    }

    private static ProcessView MainOf(SupervisordProcess daemon, string program, int start)
    {
        var marker = $"INFO {program}: the main process is pid ";
        daemon.WaitForLog(marker, start);
        var line = daemon.Log.Split(marker)[start];
        return new ProcessView(int.Parse(line[..line.IndexOf(' ', StringComparison.Ordinal)], CultureInfo.InvariantCulture));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string ControlGroups(bool areUsed) => $"control_groups = {(areUsed ? "true" : "false")}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
