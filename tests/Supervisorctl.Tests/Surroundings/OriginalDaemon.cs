using System.Diagnostics;
using Supervisor.Posix;
using Supervisorctl.Connection;
using Supervisorctl.Processes;

namespace Supervisorctl.Tests.Surroundings;

/// <summary>Python's supervisord with some programs, and its supervisorctl to compare with.</summary>
internal sealed class OriginalDaemon : IDisposable
{
    private const string Daemon = "/usr/bin/supervisord";
    private const string Client = "/usr/bin/supervisorctl";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _directory = Directory.CreateTempSubdirectory("original-").FullName;
    private readonly Process _process;

    public OriginalDaemon()
    {
        WriteConfiguration("");
        _process = Start(Daemon, "-n", "-c", Configuration);
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        AwaitSettled();
    }

    public static bool IsInstalled => File.Exists(Daemon) && File.Exists(Client);

    public string Url => $"unix://{_directory}/s.sock";

    private string Configuration => Path.Combine(_directory, "s.conf");

    /// <param name="more">Sections besides the usual ones.</param>
    public void WriteConfiguration(string more) =>
        File.WriteAllText(
            Configuration,
            $"""
            [unix_http_server]
            file={_directory}/s.sock
            [supervisord]
            logfile={_directory}/s.log
            pidfile={_directory}/s.pid
            childlogdir={_directory}
            [rpcinterface:supervisor]
            supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
            [supervisorctl]
            serverurl=unix://{_directory}/s.sock
            [program:cat]
            command=cat
            startsecs=0
            [program:many]
            command=sleep 1000
            numprocs=2
            process_name=%(program_name)s_%(process_num)d
            autostart=false
            startsecs=0
            [program:missing]
            command=/nonexistent
            startretries=0
            [program:brief]
            command=sh -c "sleep 0.1; exit 3"
            startretries=0
            autostart=false
            [program:once]
            command=sh -c "echo hello; echo 'grüße & <tags>'; echo oops >&2; sleep 0.5; exit 3"
            startsecs=0
            autorestart=false
            [program:silent]
            command=cat
            startsecs=0
            stdout_logfile=NONE
            stderr_logfile=NONE
            [group:grp]
            programs=m1,m2
            priority=5
            [program:m1]
            command=sleep 1000
            startsecs=0
            [program:m2]
            command=sleep 1000
            autostart=false
            startsecs=0
            {more}
            """
        );

    /// <summary>What the original's client prints and returns.</summary>
    public (string Output, string Errors, int Status) Run(string? line, string input = "")
    {
        using var client = line is null ? Start(Client, "-c", Configuration) : Start(Client, "-c", Configuration, line);
        var errors = client.StandardError.ReadToEndAsync();
        client.StandardInput.Write(input);
        client.StandardInput.Close();
        var output = client.StandardOutput.ReadToEnd();
        client.WaitForExit(Patience).ShouldBeTrue($"supervisorctl {line} did not end");
        return (output, errors.Result, client.ExitCode);
    }

    public void Dispose()
    {
        ProcessSignals.Send(_process.Id, SignalNumber.Terminate);
        if (!_process.WaitForExit(Patience))
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Until the socket answers and every program is where it will stay.</summary>
    private void AwaitSettled()
    {
        var since = Stopwatch.GetTimestamp();
        while (!IsSettled())
        {
            Stopwatch.GetElapsedTime(since).ShouldBeLessThan(Patience, "the original did not start");
            Thread.Sleep(100);
        }
    }

    private bool IsSettled()
    {
        using var run = new ControlRun(Url);
        try
        {
            return ProcessInfo
                .All(run.Session)
                .All(info => info.StateName is "RUNNING" or "FATAL" or "EXITED" || info.Description == "Not started");
        }
        catch (ConnectionException)
        {
            return false;
        }
    }

    private static Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        return Process.Start(start)!;
    }
}
