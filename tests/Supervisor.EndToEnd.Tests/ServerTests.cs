using System.Net.Sockets;
using System.Text;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests;

/// <summary>Servers that people run under a supervisor, with their habits: other users, process titles, children of their own.</summary>
public sealed class ServerTests
{
    private const int NonBlocking = 0x800;

    [SkippableFact]
    public void Nginx_answers_logs_to_dev_stdout_and_leaves_no_worker()
    {
        Host.NeedsRoot();
        var nginx = Host.Needs("nginx");
        using var daemon = new SupervisordProcess(
            $"""
            [program.nginx]
            command = "{nginx} -p @ -e stderr -c @/nginx.conf"
            stopsignal = "QUIT"
            stopasgroup = false
            killasgroup = true
            stdout_logfile = "@/access.log"
            stderr_logfile = "@/error.log"
            """
        );
        File.WriteAllText(
            daemon.At("nginx.conf"),
            $$"""
            daemon off;
            worker_processes 2;
            pid {{daemon.At("nginx.pid")}};
            events { }
            http {
                access_log /dev/stdout;
                client_body_temp_path {{daemon.At("body")}};
                proxy_temp_path {{daemon.At("proxy")}};
                fastcgi_temp_path {{daemon.At("fastcgi")}};
                uwsgi_temp_path {{daemon.At("uwsgi")}};
                scgi_temp_path {{daemon.At("scgi")}};
                server {
                    listen unix:{{daemon.At("nginx.socket")}};
                    location / { return 200 "hello\n"; }
                }
            }
            """
        );
        daemon.StartDaemon();
        const string Request = "GET /answered HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n";
        Until.IsTrue(
            () => Ask(daemon.At("nginx.socket"), Request).Contains("hello", StringComparison.Ordinal),
            "nginx answers",
            () => daemon.Log + daemon.Text("error.log")
        );
        daemon.WaitForText("access.log", "GET /answered HTTP/1.1");
        var master = new ProcessView(daemon.PidOf("nginx"));
        var workers = master.Children();
        workers.Count.ShouldBe(2);
        daemon.Stop();
        workers.ShouldAllBe(worker => worker.IsGone);
        daemon.Log.ShouldContain("stopped: nginx (exit status 0)");
    }

    [SkippableFact]
    public void Redis_runs_as_its_own_user_and_is_replaced_when_it_is_killed()
    {
        Host.NeedsRoot();
        var redis = Host.Needs("redis-server");
        Host.NeedsUser("redis");
        using var daemon = new SupervisordProcess(
            $"""
            [program.redis]
            command = "{redis} --port 0 --unixsocket @/data/redis.socket --save '' --daemonize no"
            directory = "@/data"
            user = "redis"
            autorestart = true
            redirect_stderr = true
            stdout_logfile = "@/redis.log"
            """
        );
        DataDirectory(daemon, "redis");
        daemon.StartDaemon();
        var socket = daemon.At("data/redis.socket");
        Until.IsTrue(
            () => Ask(socket, "PING\r\nQUIT\r\n").StartsWith("+PONG", StringComparison.Ordinal),
            "redis answers",
            () => daemon.Log
        );
        var first = daemon.PidOf("redis");
        new ProcessView(first).Status("Uid").Split('\t')[0].ShouldBe(Command.Run(["id", "-u", "redis"]).Output.Trim());
        daemon.WaitForLog("success: redis entered RUNNING state");
        Signals.Send(first, Signals.Kill);
        daemon.PidOf("redis", spawn: 2);
        daemon.WaitForText("redis.log", "eady to accept connections", times: 2);
        Until.IsTrue(
            () => Ask(socket, "PING\r\nQUIT\r\n").StartsWith("+PONG", StringComparison.Ordinal),
            "redis answers again",
            () => daemon.Log
        );
        daemon.Stop();
        daemon.Log.ShouldContain("stopped: redis (exit status 0)");
    }

    [SkippableFact]
    public void Memcached_answers()
    {
        Host.NeedsRoot();
        var memcached = Host.Needs("memcached");
        Host.NeedsUser("nobody");
        using var daemon = new SupervisordProcess(
            $"""
            [program.memcached]
            command = "{memcached} -u nobody -s @/data/memcached.socket -vv"
            redirect_stderr = true
            stdout_logfile = "@/memcached.log"
            """
        );
        DataDirectory(daemon, "nobody");
        daemon.StartDaemon();
        Until.IsTrue(
            () => Ask(daemon.At("data/memcached.socket"), "version\r\nquit\r\n").StartsWith("VERSION", StringComparison.Ordinal),
            "memcached answers",
            () => daemon.Log + daemon.Text("memcached.log")
        );
        daemon.WaitForText("memcached.log", "version");
        daemon.Stop();
    }

    [SkippableFact]
    public void PostgreSQL_runs_as_postgres_and_its_backends_end_with_it()
    {
        Host.NeedsRoot();
        var postgres = Host.Needs(
            "/usr/lib/postgresql/15/bin/postgres",
            "/usr/lib/postgresql/16/bin/postgres",
            "/usr/lib/postgresql/17/bin/postgres",
            "postgres"
        );
        var binaries = Path.GetDirectoryName(new FileInfo(postgres).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? postgres)!;
        Host.NeedsUser("postgres");
        Host.Needs("runuser");
        using var daemon = new SupervisordProcess(
            $"""
            [program.postgres]
            command = "{binaries}/postgres -D @/data/db -k @/data -c listen_addresses='' -c fsync=off"
            user = "postgres"
            stopsignal = "INT"
            stopwaitsecs = 60
            redirect_stderr = true
            stdout_logfile = "@/postgres.log"
            """
        );
        DataDirectory(daemon, "postgres");
        var made = Command.Run(
            ["runuser", "-u", "postgres", "--", $"{binaries}/initdb", "-D", daemon.At("data/db"), "-A", "trust", "--no-sync"],
            daemon.At("data")
        );
        made.ExitStatus.ShouldBe(0, made.Error);
        daemon.StartDaemon();
        daemon.WaitForText("postgres.log", "ready to accept connections");
        var answer = Command.Run([$"{binaries}/psql", "-h", daemon.At("data"), "-U", "postgres", "-Atc", "select 6 * 7"]);
        answer.Output.ShouldBe("42\n", answer.Error);
        var backends = new ProcessView(daemon.PidOf("postgres")).Children();
        backends.Count.ShouldBeGreaterThan(2);
        daemon.Stop();
        backends.ShouldAllBe(backend => backend.IsGone);
        daemon.Log.ShouldContain("stopped: postgres (exit status 0)");
        daemon.Text("postgres.log").ShouldContain("database system is shut down");
    }

    [SkippableFact]
    public void A_program_that_leaves_its_output_non_blocking_does_not_reach_its_successor()
    {
        var node = Host.Needs("node");
        using var daemon = new SupervisordProcess(
            $"""
            [program.node]
            command = ["{node}", "@/server.js"]
            startsecs = 0
            autorestart = false
            exitcodes = [0]
            stdout_logfile = "@/node.log"
            [program.plain]
            command = "@/plain"
            autorestart = true
            exitcodes = [0]
            startsecs = 0
            stdout_logfile = "@/plain.log"
            """
        );
        File.WriteAllText(daemon.At("server.js"), "for (let i = 1; i <= 20000; i++) process.stdout.write(`node line ${i}\\n`);\n");
        // Killed, node leaves O_NONBLOCK on its standard output; flags are octal, and 4000 is O_NONBLOCK.
        var once = "process.stdout.write(\"word\\n\", () => process.kill(process.pid, \"SIGKILL\"))";
        daemon.Script(
            "plain",
            $"sed -n 's/flags:/before/p' /proc/self/fdinfo/1\n{node} -e '{once}' 2>&1\nsed -n 's/flags:/after/p' /proc/self/fdinfo/1\nexit 0"
        );
        daemon.StartDaemon();
        daemon.WaitForLog("exited: node (exit status 0; expected)");
        daemon.Lines("node.log").ShouldBe(Enumerable.Range(1, 20_000).Select(number => $"node line {number}"));
        daemon.WaitForText("plain.log", "after", times: 2);
        FlagsOf(daemon, "after").ShouldAllBe(flags => (flags & NonBlocking) != 0);
        FlagsOf(daemon, "before").ShouldAllBe(flags => (flags & NonBlocking) == 0);
        daemon.Stop();
    }

    private static IEnumerable<int> FlagsOf(SupervisordProcess daemon, string moment) =>
        daemon
            .Lines("plain.log")
            .Where(line => line.StartsWith(moment, StringComparison.Ordinal))
            .Select(line => Convert.ToInt32(line[moment.Length..].Trim(), 8));

    /// <summary>Sends a request over a unix socket and gives all of the answer; empty while nobody listens.</summary>
    private static string Ask(string socket, string request)
    {
        try
        {
            using var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            connection.ReceiveTimeout = 10_000;
            connection.Connect(new UnixDomainSocketEndPoint(socket));
            connection.Send(Encoding.ASCII.GetBytes(request));
            var answer = new StringBuilder();
            var buffer = new byte[4096];
            while (connection.Receive(buffer) is var count and > 0)
                answer.Append(Encoding.ASCII.GetString(buffer, 0, count));
            return answer.ToString();
        }
        catch (SocketException)
        {
            return "";
        }
    }

    private static void DataDirectory(SupervisordProcess daemon, string user)
    {
        Directory.CreateDirectory(daemon.At("data"));
        Command.Run(["chown", user, daemon.At("data")]).ExitStatus.ShouldBe(0);
        if (user == "postgres")
            File.SetUnixFileMode(daemon.At("data"), (UnixFileMode)0x1ed);
    }
}
