using Supervisor.Configuration.CommandLine;
using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Loading;
using Supervisor.Configuration.Reporting;
using Supervisor.Configuration.Settings;
using Supervisor.Posix;
using Supervisorctl.Output;

namespace Supervisorctl.Local;

/// <summary>
/// What can be done without a server, by the configuration and the daemon's pid file alone: for a configuration that has no server, and
/// for check.
/// </summary>
internal sealed class LocalCommands(ConfigurationLoader loader, ConfigurationSearch search, string? file, IOutput output, IOutput errors)
{
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

        The other actions need a server: give the configuration a [unix_http_server].

        """;

    /// <summary>Whether this is one of them.</summary>
    public static bool IsOne(string name) => name is "avail" or "check" or "help" or "pid" or "shutdown" or "update" or "version";

    /// <summary>Carries it out.</summary>
    /// <returns>The exit status.</returns>
    public int Run(string name, string argument)
    {
        switch (name)
        {
            case "help":
                output.Write(Help);
                return ExitStatus.Success;
            case "version":
                output.WriteLine(ProgramVersion.Text);
                return ExitStatus.Success;
        }
        if (argument.Length > 0)
        {
            output.WriteLine($"Error: {name} accepts no arguments");
            return ExitStatus.Generic;
        }
        return Load() is { } settings ? Run(name, settings) : UsageError.ExitStatus;
    }

    private int Run(string name, SupervisorSettings settings) =>
        name switch
        {
            "avail" => ListAvailable(settings),
            "check" => Check(settings),
            "pid" => WithDaemon(settings, PrintId),
            "update" => WithDaemon(settings, id => Update(id, settings)),
            _ => WithDaemon(settings, id => ShutDown(id, settings.Daemon.PidFile)),
        };

    private SupervisorSettings? Load()
    {
        if ((file ?? search.Find()) is not { } found)
        {
            errors.Write(UsageError.Render(search.NotFoundMessage, "supervisorctl"));
            return null;
        }
        var result = loader.Load(found, CommandLineOverrides.None);
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
        return ExitStatus.Success;
    }

    private int Check(SupervisorSettings settings)
    {
        output.Write(CheckReport.Render(settings));
        return ExitStatus.Success;
    }

    private int WithDaemon(SupervisorSettings settings, Func<int, int> act)
    {
        var pidFile = settings.Daemon.PidFile;
        if (PidFile.HolderOf(pidFile) is { } id and > 1)
            return act(id);
        errors.WriteLine($"no supervisord is running: nobody holds the lock of {pidFile}");
        return ExitStatus.NotRunning;
    }

    private int PrintId(int id)
    {
        output.WriteLine($"{id}");
        return ExitStatus.Success;
    }

    private int Update(int id, SupervisorSettings settings)
    {
        if (Send(id, SignalNumber.Hangup) is var status and not ExitStatus.Success)
            return status;
        output.WriteLine(
            $"supervisord (pid {id}) was told to reload; what it does about each program is in {settings.Daemon.LogFile ?? "syslog"}"
        );
        return ExitStatus.Success;
    }

    private int ShutDown(int id, string pidFile)
    {
        if (Send(id, SignalNumber.Terminate) is var status and not ExitStatus.Success)
            return status;
        // The lock ends with the daemon, however that ends; nothing tells of it, so it is looked at ten times a second.
        while (PidFile.HolderOf(pidFile) == id)
            Thread.Sleep(100);
        output.WriteLine("Shut down");
        return ExitStatus.Success;
    }

    private int Send(int id, SignalNumber signal)
    {
        var errno = ProcessSignals.Send(id, signal);
        if (errno == 0)
            return ExitStatus.Success;
        errors.WriteLine($"{signal.Name} could not be sent to supervisord (pid {id}): {Errno.Describe(errno)}");
        return ExitStatus.Generic;
    }
}
