using System.Collections.Immutable;
using Serilog.Events;
using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Loading;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Descendants;
using Supervisor.Engine.Gateway;
using Supervisor.Engine.Logs;
using Supervisor.Engine.Sockets;
using Supervisor.Engine.Spawning;
using Supervisor.Posix;
using Supervisord.DaemonLog;
using Supervisord.Startup;

namespace Supervisord.Running;

/// <summary>The master: prepares this process, runs the supervision, and leaves in order.</summary>
internal sealed class MasterProgram(
    Stage stage,
    ConfigurationSource configuration,
    ChildEnvironment environment,
    SelfExecution self,
    ImmutableArray<string> warnings
)
{
    /// <summary>A log file on a file system that hangs keeps nobody waiting for longer than this.</summary>
    private static readonly TimeSpan LogPatience = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time = TimeProvider.System;

    /// <summary>Returns the exit status: 0 after a stop that was asked for, 1 after a failure, 2 for the configuration or the usage.</summary>
    public int Run()
    {
        RuntimeRemains.Remove();
        var status = RunOnce();
        return _beginsAnew ? self.BeginAnew(stage) : status;
    }

    private int RunOnce()
    {
        var result = configuration.Load();
        if (result.Settings is not { } settings)
            return Refuse(new StartFailure(StartFailure.Usage, DiagnosticRenderer.Render(result.Errors).TrimEnd('\n')));
        using var log = new MainLog(_time);
        var lines = new SerilogDaemonLog(log.Logger);
        try
        {
            return Run(settings, result, log, lines);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Nothing is known of the cause here, so all that can be done is to say everything.
            lines.Write(DaemonLogLevel.Critical, $"supervisord failed and ends; its programs go on without it: {failure}");
            return Refuse(new StartFailure(StartFailure.Failure, $"Error: {failure.Message}"), log);
        }
    }

    private int Run(SupervisorSettings settings, LoadResult result, MainLog log, SerilogDaemonLog lines)
    {
        var preparation = new HostPreparation(settings.Daemon, stage.IsDaemon);
        if ((preparation.BecomeUser(lines) ?? preparation.RaiseLimits(lines)) is { } refusal)
            return Refuse(refusal, log);
        if (settings.Daemon.Umask is { } mask)
            ThisProcess.SetUmask(mask);
        switch (PidFile.Take(settings.Daemon.PidFile))
        {
            case PidFileResult.HeldBy held:
                return Refuse(Occupied(settings.Daemon.PidFile, held.ProcessId), log);
            case PidFileResult.Failed failed:
                return Refuse(
                    new StartFailure(
                        StartFailure.Failure,
                        $"Error: could not write pidfile {settings.Daemon.PidFile}: {failed.Reason.Message}"
                    ),
                    log
                );
            case PidFileResult.Taken taken:
                using (taken.File)
                    return Supervise(settings, result, preparation, log, lines);
            default:
                throw new InvalidOperationException("no such pid file result");
        }
    }

    private int Supervise(SupervisorSettings settings, LoadResult result, HostPreparation preparation, MainLog log, SerilogDaemonLog lines)
    {
        log.Open(settings.Daemon, settings.Syslog, isForeground: !stage.IsDaemon);
        if (log.OpeningFailure(LogPatience) is var errno and not 0)
            return Refuse(
                new StartFailure(
                    StartFailure.Failure,
                    $"Error: could not open the log file {settings.Daemon.LogFile}: {Errno.Describe(errno)}"
                )
            );
        foreach (var warning in warnings)
            lines.Write(DaemonLogLevel.Warn, warning);
        foreach (var diagnostic in result.Diagnostics)
            lines.Write(
                diagnostic.Severity == DiagnosticSeverity.Warning ? DaemonLogLevel.Warn : DaemonLogLevel.Info,
                diagnostic.Severity == DiagnosticSeverity.Note ? diagnostic.Message : DiagnosticRenderer.Render(diagnostic)
            );
        if (!settings.Daemon.NoCleanup)
            AutomaticLogFiles.RemoveLeftovers(settings.Daemon.ChildLogDirectory, settings.Daemon.Identifier);
        preparation.EnterDirectory(lines);
        ThisProcess.BecomeSubreaper();
        var ignored = stage.KeepsHangupIgnored ? SignalSet.Of(SignalNumber.Hangup) : SignalSet.Empty;
        var specifications = new ChildSpecificationFactory(environment, ignored, preparation.ProgramDescriptors)
        {
            InstanceMark = InstanceMark.Of(settings.Daemon.PidFile),
        };
        using var servers = new ControlServers(lines);
        if (OpenSockets(settings, servers, lines) is { } failure)
        {
            lines.Write(DaemonLogLevel.Critical, failure.Message);
            return Refuse(failure, log);
        }
        var gateway = new GatewayParts(servers, self.AsGateway());
        using var supervision = new Supervision(settings, configuration, specifications, gateway, log, lines, _time, stage);
        lines.Write(DaemonLogLevel.Info, $"supervisord started with pid {ThisProcess.Id}");
        supervision.Start();
        Answer(new StartAnswer(0, ""));
        supervision.Run();
        _beginsAnew = supervision.RestartRequested;
        lines.Write(
            DaemonLogLevel.Info,
            _beginsAnew ? "all programs have ended, supervisord begins anew" : "all programs have ended, supervisord ends"
        );
        return 0;
    }

    private static StartFailure? OpenSockets(SupervisorSettings settings, ControlServers servers, SerilogDaemonLog lines)
    {
        if (new FastCgiSocketCheck(lines).FindMistake(settings) is { } mistake)
            return new StartFailure(StartFailure.Failure, $"Error: {mistake}");
        return servers.Open(settings.Servers) is { } failure ? new StartFailure(StartFailure.Usage, failure) : null;
    }

    private static StartFailure Occupied(string pidFile, int processId)
    {
        var who = ProcessDescription.Of(processId) is { } other ? $"pid {processId}: {other.CommandLine}" : $"pid {processId}";
        return new StartFailure(
            StartFailure.Failure,
            $"Error: another supervisord is running ({who}); it holds the lock of {pidFile}.  "
                + "Shut it down first, or give this one a pidfile of its own."
        );
    }

    /// <param name="log">What was to be in it, and is not as it was never opened, is told too.</param>
    private int Refuse(StartFailure failure, MainLog? log = null)
    {
        var text = failure.Message + "\n" + log?.TakeUnwritten(LogEventLevel.Warning);
        if (stage.IsDaemon)
            Answer(new StartAnswer(failure.ExitStatus, text));
        else
            StandardStreams.WriteError(text);
        return failure.ExitStatus;
    }

    /// <summary>The first answer counts: the launching command has gone on after it.</summary>
    private void Answer(StartAnswer answer)
    {
        if (stage.AnswerDescriptor < 0 || _hasAnswered)
            return;
        _hasAnswered = true;
        answer.Send(stage.AnswerDescriptor);
        PipeEnd.Close(stage.AnswerDescriptor);
    }

    private bool _hasAnswered;

    /// <summary>A client asked for a restart of the daemon, and everything has been stopped for it.</summary>
    private bool _beginsAnew;
}
