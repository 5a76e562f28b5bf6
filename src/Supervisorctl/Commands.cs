using Supervisor.Configuration.CommandLine;
using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Loading;
using Supervisor.Configuration.Reporting;
using Supervisor.Configuration.Settings;
using Supervisor.Posix;

namespace Supervisorctl;

/// <summary>
/// The commands that need no more than the configuration and the daemon's pid file. The others want a control socket, which this version
/// of the daemon does not serve; they say so.
/// </summary>
internal sealed class Commands(ConfigurationLoader loader, ConfigurationSearch search, TextWriter output, TextWriter errors)
{
    private const int Generic = 1;
    private const int Unimplemented = 3;
    private const int NotRunning = 7;

    private const string Help = """

        default commands (type help <topic>):
        =====================================
        avail  check  help  pid  shutdown  update  version

        avail     list the configured processes
        check     check the configuration and print what would run
        pid       print the daemon's pid
        shutdown  end the daemon and its programs, and wait for that
        update    have the daemon reload its configuration by difference
        version   print the version

        """;

    /// <summary>Names of the original's commands, which are known and not there yet.</summary>
    private static readonly string[] NeedTheSocket =
    [
        "add",
        "clear",
        "exit",
        "fg",
        "maintail",
        "open",
        "quit",
        "reload",
        "remove",
        "reread",
        "restart",
        "signal",
        "start",
        "status",
        "stop",
        "tail",
    ];

    /// <summary>Carries the request out and returns the exit status.</summary>
    public int Run(ControlRequest request)
    {
        switch (request.Command)
        {
            case "help":
                output.Write(Help);
                return 0;
            case "version":
                output.WriteLine(typeof(Commands).Assembly.GetName().Version?.ToString(3));
                return 0;
            case var command when NeedTheSocket.Contains(command, StringComparer.Ordinal):
                errors.WriteLine(
                    $"*** {command} needs the daemon's control socket, which this version does not serve; edit the configuration and run "
                        + "'supervisorctl update', and see the daemon's log"
                );
                return Unimplemented;
        }
        if (!IsKnown(request.Command))
        {
            output.WriteLine($"*** Unknown syntax: {string.Join(' ', [request.Command, .. request.Words])}");
            return Generic;
        }
        if (!request.Words.IsEmpty)
        {
            output.WriteLine($"Error: {request.Command} accepts no arguments");
            return Generic;
        }
        return Load(request) is { } settings ? Run(request.Command, settings) : UsageError.ExitStatus;
    }

    private static bool IsKnown(string command) => command is "avail" or "check" or "pid" or "shutdown" or "update";

    private int Run(string command, SupervisorSettings settings) =>
        command switch
        {
            "avail" => ListAvailable(settings),
            "check" => Check(settings),
            "pid" => WithDaemon(settings, PrintId),
            "update" => WithDaemon(settings, id => Update(id, settings)),
            _ => WithDaemon(settings, id => ShutDown(id, settings.Daemon.PidFile)),
        };

    private SupervisorSettings? Load(ControlRequest request)
    {
        if ((request.ConfigurationFile ?? search.Find()) is not { } file)
        {
            errors.Write(UsageError.Render(search.NotFoundMessage, "supervisorctl"));
            return null;
        }
        var result = loader.Load(file, CommandLineOverrides.None);
        errors.Write(DiagnosticRenderer.Render(result.Errors));
        return result.Settings;
    }

    private int ListAvailable(SupervisorSettings settings)
    {
        foreach (var group in settings.Groups)
        {
            foreach (var process in group.Processes)
                output.WriteLine(
                    $"{process.DisplayName, -32} {(process.Autostart ? "auto" : "manual"), -9} {group.Priority}:{process.Priority}"
                );
        }
        return 0;
    }

    private int Check(SupervisorSettings settings)
    {
        output.Write(CheckReport.Render(settings));
        return 0;
    }

    private int WithDaemon(SupervisorSettings settings, Func<int, int> act)
    {
        var file = settings.Daemon.PidFile;
        if (PidFile.HolderOf(file) is { } id and > 1)
            return act(id);
        errors.WriteLine($"no supervisord is running: nobody holds the lock of {file}");
        return NotRunning;
    }

    private int PrintId(int id)
    {
        output.WriteLine(id);
        return 0;
    }

    private int Update(int id, SupervisorSettings settings)
    {
        if (Send(id, SignalNumber.Hangup) is var status and not 0)
            return status;
        output.WriteLine(
            $"supervisord (pid {id}) was told to reload; what it does about each program is in {settings.Daemon.LogFile ?? "syslog"}"
        );
        return 0;
    }

    private int ShutDown(int id, string pidFile)
    {
        if (Send(id, SignalNumber.Terminate) is var status and not 0)
            return status;
        // The lock ends with the daemon, however that ends; nothing tells of it, so it is looked at ten times a second.
        while (PidFile.HolderOf(pidFile) == id)
            Thread.Sleep(100);
        output.WriteLine("Shut down");
        return 0;
    }

    private int Send(int id, SignalNumber signal)
    {
        var errno = ProcessSignals.Send(id, signal);
        if (errno == 0)
            return 0;
        errors.WriteLine($"{signal.Name} could not be sent to supervisord (pid {id}): {Errno.Describe(errno)}");
        return Generic;
    }
}
