using System.Globalization;
using System.Net.Sockets;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Recovery;

/// <summary>
/// Listening sockets after both keeper and master were killed, where the main process has them not: others of the program have.
/// </summary>
public sealed class SocketHolderTests
{
    /// <summary>
    /// Makes a worker that answers each connection on the descriptor with its pid, and closes its own copy. The worker stays in its process
    /// group and ends when a file says so, or with a stop of the group.
    /// </summary>
    private const string Server = """
        import os, signal, socket, sys
        number = int(sys.argv[1])
        if os.fork() == 0:
            listener = socket.socket(fileno=number)
            while True:
                client, _ = listener.accept()
                client.sendall(b"%d" % os.getpid())
                client.close()
        os.close(number)
        signal.pause()
        """;

    [SkippableTheory]
    [InlineData("fcgi-program", "socket = 'unix://@/w.sock'", 0)]
    [InlineData("program", "sockets = { web = 'unix://@/w.sock' }", 3)]
    public void It_is_taken_from_the_worker_of_a_main_process_that_has_closed_it(string kind, string sockets, int number)
    {
        using var daemon = Start(kind, sockets, number, controlGroups: false);
        var main = daemon.AwaitState("w", "RUNNING").ProcessId;
        var worker = Ask(daemon);
        worker.ShouldNotBe(main);
        var inode = new ProcessView(worker).Descriptors()[number];
        new ProcessView(main).Descriptors().Values.ShouldNotContain(inode);
        daemon.KillBoth();
        Ask(daemon).ShouldBe(worker);
        daemon.StartAgain();
        daemon.AwaitState("w", "RUNNING").ProcessId.ShouldBe(main);
        daemon.Process.Log.ShouldContain($"w.sock is taken from pid {worker}, which has it open");
        Ask(daemon).ShouldBe(worker);
        RecoveryDaemon.Kill(worker);
        RecoveryDaemon.Kill(main);
        var next = Ask(daemon);
        next.ShouldNotBe(worker);
        new ProcessView(next).Descriptors()[number].ShouldBe(inode);
        daemon.Process.Stop();
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_is_taken_from_the_worker_that_has_outlived_its_main_process(bool controlGroups)
    {
        using var daemon = Start("program", "sockets = { web = 'unix://@/w.sock' }", 3, controlGroups);
        var main = daemon.AwaitState("w", "RUNNING").ProcessId;
        var worker = Ask(daemon);
        var inode = new ProcessView(worker).Descriptors()[3];
        daemon.KillBoth();
        RecoveryDaemon.Kill(main);
        Ask(daemon).ShouldBe(worker);
        daemon.StartAgain();
        daemon.Await("w", report => report.State == "RUNNING" && report.ProcessId != main, "runs again");
        daemon.Process.Log.ShouldContain($"w.sock is taken from pid {worker}, which has it open");
        new ProcessView(worker).IsLiving.ShouldBeTrue();
        RecoveryDaemon.Kill(worker);
        var next = Ask(daemon);
        next.ShouldNotBe(worker);
        new ProcessView(next).Descriptors()[3].ShouldBe(inode);
        daemon.Process.Stop();
    }

    /// <summary>Somebody else's process that has been given the socket.</summary>
    [SkippableFact]
    public void It_is_not_taken_from_a_stranger()
    {
        var python = Host.Needs("python3");
        using var daemon = new RecoveryDaemon(
            """
            [program.w]
            command = ["sh", "-c", "exec 3>&-; exec sleep 1000"]
            sockets = { web = "unix://@/w.sock" }
            """
        );
        daemon.Start();
        var main = daemon.AwaitState("w", "RUNNING").ProcessId;
        daemon.KillBoth();
        const string Stranger = """
            import os, socket, sys
            os.unlink(sys.argv[1])
            listener = socket.socket(socket.AF_UNIX)
            listener.bind(sys.argv[1])
            listener.listen()
            client, _ = listener.accept()
            """;
        using var stranger = Command.Start(["setsid", python, "-c", Stranger, daemon.Process.At("w.sock")], daemon.Process.Directory);
        Until.IsTrue(() => TryConnect(daemon) is { } client && Closed(client), "the stranger listens");
        daemon.StartAgain();
        daemon.AwaitState("w", "RUNNING").ProcessId.ShouldBe(main);
        daemon.Process.WaitForLog("w.sock open to be taken: it is made anew");
        daemon.Process.Stop();
    }

    private static RecoveryDaemon Start(string kind, string sockets, int number, bool controlGroups)
    {
        var python = Host.Needs("python3");
        var daemon = new RecoveryDaemon(
            $"""
            [{kind}.w]
            command = ["{python}", "@/server.py", "{number}"]
            {sockets}
            stopasgroup = true
            killasgroup = true
            """,
            $"control_groups = {(controlGroups ? "true" : "false")}"
        );
        File.WriteAllText(daemon.Process.At("server.py"), Server);
        daemon.Start();
        return daemon;
    }

    /// <summary>The pid of the process that has answered.</summary>
    private static int Ask(RecoveryDaemon daemon)
    {
        using var client = TryConnect(daemon);
        client.ShouldNotBeNull();
        using var reader = new StreamReader(new NetworkStream(client));
        return int.Parse(reader.ReadToEnd(), CultureInfo.InvariantCulture);
    }

    private static Socket? TryConnect(RecoveryDaemon daemon)
    {
        var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            client.Connect(new UnixDomainSocketEndPoint(daemon.Process.At("w.sock")));
            return client;
        }
        catch (SocketException)
        {
            client.Dispose();
            return null;
        }
    }

    private static bool Closed(Socket client)
    {
        client.Dispose();
        return true;
    }
}
