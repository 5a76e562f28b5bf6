using System.Text;
using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Loading;
using Supervisor.Configuration.Reporting;
using Supervisor.Configuration.Tests.Surroundings;

namespace Supervisor.Configuration.Tests.Loading;

/// <summary>Whatever a file holds, the loader answers with a result that can be printed.</summary>
public class RobustnessTests
{
    /// <summary>A configuration in which every table has something.</summary>
    internal const string Everything = """
        [supervisord]
        logfile = "/var/log/s.log"
        loglevel = "info"
        umask = "022"
        environment = { A = "1", B = 2 }
        [syslog]
        address = "udp://logs.example:514"
        [gateway]
        mode = "always"
        [unix_http_server]
        file = "/run/s.sock"
        chown = "www:adm"
        [inet_http_server.x]
        port = "127.0.0.1:9001"
        [supervisorctl]
        serverurl = "http://localhost:9001"
        [rpcinterface.supervisor]
        supervisor.rpcinterface_factory = "supervisor.rpcinterface:make_main_rpcinterface"
        [include]
        files = ["conf.d/*.toml", "a[b-c]?.toml"]
        [program.web]
        command = "run 'a b' %(process_num)02d %(ENV_WORKERS)s"
        process_name = "%(program_name)s_%(process_num)02d"
        numprocs = 3
        exitcodes = [0, 2]
        startsecs = "1.5s"
        startretries = "infinite"
        backoff_jitter = 0.5
        stopsignal = "INT"
        user = "www"
        rlimits = { nofile = 65536, core = "unlimited", as = { soft = "1GB", hard = "2GB" } }
        environment_file = ["-x.env", "app.env"]
        stdout_logfile = "/var/log/%(group_name)s-%(process_num)d.log"
        stdout_logfile_maxbytes = "50MB"
        [group.site]
        programs = ["web", "php"]
        [fcgi-program.php]
        command = ["php", "-x"]
        socket = "unix:///run/php.sock"
        [eventlistener.mem]
        command = "memmon"
        events = ["TICK_60"]
        """;

    [Fact]
    public void The_starting_point_is_good()
    {
        var result = Fixture().LoadText(Everything);
        result.Errors.ShouldBeEmpty();
        result.Settings!.Groups.Length.ShouldBe(2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Damaged_files_never_throw(int seed)
    {
        var random = new Random(seed);
        var bytes = Encoding.UTF8.GetBytes(Everything);
        var refused = 0;
        for (var i = 0; i < 1500; i++)
        {
            var fixture = Fixture();
            fixture.Files.Add("/conf/supervisor.toml", Damaged(bytes, random));
            refused += Check(fixture.LoadRoot("supervisor.toml")) ? 0 : 1;
        }
        // Most damage shows; some of it, as in a comment or a file name, does not.
        refused.ShouldBeInRange(100, 1500);
    }

    /// <summary>Values of the wrong type everywhere: the document is good TOML, and every value is somebody else's.</summary>
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Exchanged_values_never_throw(int seed)
    {
        var random = new Random(seed);
        var lines = Everything.Split('\n');
        string[] strange =
        [
            "1",
            "-1",
            "1.5",
            "nan",
            "true",
            "''",
            "'%'",
            "'%(x)s'",
            "'%(here)s'",
            "[]",
            "[[1], {}]",
            "{}",
            "{ a = 1 }",
            "1979-05-27",
            "\"\\u0000\"",
            "'\u00e4,b'",
            "'~'",
            "'~root/x'",
            "'/'",
            "9223372036854775807",
            "'99999999999999999999'",
        ];
        var values = lines
            .Where(line => line.Contains(" = ", StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf('=', StringComparison.Ordinal) + 2)..]);
        string[] pool = [.. values, .. strange, .. strange];
        for (var i = 0; i < 1000; i++)
        {
            var text = string.Join(
                '\n',
                lines.Select(line =>
                    line.Contains(" = ", StringComparison.Ordinal) && random.Next(6) == 0
                        ? line[..(line.IndexOf('=', StringComparison.Ordinal) + 2)] + pool[random.Next(pool.Length)]
                        : line
                )
            );
            Check(Fixture().LoadText(text));
        }
    }

    [Fact]
    public void Random_environment_files_never_throw()
    {
        var random = new Random(5);
        const string alphabet = "A=1'\"\\\n# \texport\r$é";
        var refused = 0;
        for (var i = 0; i < 5000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            var (_, mistakes) = DotenvReader.Read(text);
            mistakes.ShouldAllBe(mistake => mistake.Index >= 0 && mistake.Index <= text.Length);
            refused += mistakes.IsEmpty ? 0 : 1;
        }
        refused.ShouldBeGreaterThan(0);
    }

    private static Fixture Fixture()
    {
        var fixture = new Fixture();
        fixture.Files.Add("/conf/app.env", "X=1\n");
        return fixture;
    }

    /// <summary>True when the settings were taken; either way what there is can be printed.</summary>
    private static bool Check(LoadResult result)
    {
        DiagnosticRenderer.Render(result.Diagnostics).ShouldNotBeNull();
        (result.Settings is null).ShouldBe(result.Errors.Any());
        if (result.Settings is { } settings)
            CheckReport.Render(settings).ShouldNotBeEmpty();
        return result.Settings is not null;
    }

    private static byte[] Damaged(byte[] good, Random random)
    {
        var bytes = new List<byte>(good);
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(30), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(30), bytes.Count - at)));
                    break;
                case 3:
                    bytes.Insert(at, (byte)"%'\"[]{}=\n,.\0"[random.Next(12)]);
                    break;
                default:
                    bytes[at] = bytes[random.Next(bytes.Count)];
                    break;
            }
        }
        return [.. bytes];
    }
}
