using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Abuse;

/// <summary>
/// A daemon that serves on a unix socket and on the loopback address, with programs that are not to notice what is done to it: one that
/// numbers its lines, one that copies its input, one that reads nothing, and one whose start is not over for an hour.
/// </summary>
internal sealed class ServedDaemon : IDisposable
{
    private const string Programs = """
        [program.writer]
        command = '@/writer'
        stdout_logfile = '@/writer.log'
        [program.copy]
        command = 'cat'
        stdout_logfile = '@/copy.log'
        stdout_logfile_maxbytes = 0
        [program.deaf]
        command = 'sleep 1000'
        [program.slow]
        command = 'sleep 1000'
        startsecs = 3600
        autostart = false

        """;

    private static readonly string[] Started = ["writer", "copy", "deaf"];
    private readonly SupervisordProcess _daemon;
    private readonly int[] _processIds;
    private readonly int _master;
    private readonly int _port;

    /// <param name="gateway">Lines of [gateway].</param>
    /// <param name="server">Lines of both servers.</param>
    /// <param name="programs">Tables of more programs.</param>
    /// <param name="script">The name and the body of a shell script for one of them.</param>
    public ServedDaemon(string gateway = "", string server = "", string programs = "", (string Name, string Body)? script = null)
    {
        _port = FreePort();
        _daemon = new SupervisordProcess(
            $"""
            [unix_http_server]
            file = '@/s.sock'
            {server}
            [inet_http_server]
            port = '127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)}'
            {server}
            [gateway]
            {gateway}
            {Programs}{programs}
            """,
            "loglevel = 'info'"
        );
        _daemon.Script("writer", "i=0\nwhile :; do i=$((i + 1)); echo \"line $i\"; sleep 0.005; done");
        if (script is { } own)
            _daemon.Script(own.Name, own.Body);
        _daemon.StartDaemon();
        _processIds = [.. Started.Select(name => _daemon.PidOf(name))];
        _daemon.WaitForLog("entered RUNNING state", Started.Length);
        _master = _daemon.View.ProcessId;
    }

    public SupervisordProcess Process => _daemon;

    /// <summary>The gateways that run.</summary>
    public IReadOnlyList<ProcessView> Gateways =>
        [.. _daemon.View.Children().Where(child => child.IsLiving && child.CommandLine.EndsWith(" --gateway", StringComparison.Ordinal))];

    /// <summary>The one that runs.</summary>
    public ProcessView Gateway => Gateways.ShouldHaveSingleItem();

    /// <summary>What the gateway has in memory of its own.</summary>
    public long GatewayKilobytes => long.Parse(Gateway.Status("RssAnon").Split(' ')[0], CultureInfo.InvariantCulture);

    /// <summary>How often the master's loop has gone to sleep: it wakes for what concerns it, and for nothing else.</summary>
    public long LoopSleeps => _daemon.View.Threads().Single(thread => thread.ThreadId == _daemon.View.ProcessId).Sleeps;

    /// <summary>Another takes the place of the present gateway, which has been told to leave when this returns.</summary>
    /// <param name="megabytes">A memory limit that is not the present one.</param>
    public void ReplaceGateway(int megabytes)
    {
        const string Section = "[gateway]\n";
        var text = File.ReadAllText(_daemon.Configuration);
        var start = text.IndexOf(Section, StringComparison.Ordinal) + Section.Length;
        var end = text.IndexOf('\n', start);
        var line = string.Create(CultureInfo.InvariantCulture, $"memory_limit = '{megabytes}MB'");
        var file = _daemon.Configuration + ".new";
        File.WriteAllText(file, text[..start] + line + text[end..]);
        File.Move(file, _daemon.Configuration, overwrite: true);
        _daemon.Reload();
    }

    /// <summary>A connection over the unix socket, or over TCP.</summary>
    public RawConnection Connect(bool isLocal = true) =>
        RawConnection.To(isLocal ? new UnixDomainSocketEndPoint(_daemon.At("s.sock")) : new IPEndPoint(IPAddress.Loopback, _port));

    /// <summary>A caller of good will is answered over both sockets.</summary>
    public void ShouldAnswer()
    {
        foreach (var isLocal in new[] { true, false })
        {
            using var caller = Connect(isLocal);
            caller.Send(Calls.Post("supervisor.getState"));
            caller.TakeAnswer().ShouldContain("<string>RUNNING</string>");
        }
    }

    /// <summary>The master is the first, every program has its first process, and the lines of the writer have no gap.</summary>
    public void ShouldBeUntouched()
    {
        _daemon.View.ProcessId.ShouldBe(_master, _daemon.Log);
        Started.Select(name => _daemon.SpawnsOf(name).ShouldHaveSingleItem(_daemon.Log)).ShouldBe(_processIds);
        _processIds.ShouldAllBe(processId => new ProcessView(processId).IsLiving);
        var count = _daemon.Lines("writer.log").Length;
        Until.IsTrue(() => _daemon.Lines("writer.log").Length > count, "the writer's lines still arrive");
        var text = _daemon.Text("writer.log");
        var lines = text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.ShouldBe(Enumerable.Range(1, lines.Length).Select(number => string.Create(CultureInfo.InvariantCulture, $"line {number}")));
    }

    public void Dispose() => _daemon.Dispose();

    private static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
