using System.Collections.Immutable;
using Serilog.Events;
using Supervisor.Configuration.Archive;
using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Control;
using Supervisor.Engine.Descendants;
using Supervisor.Engine.Gateway;
using Supervisor.Engine.Keeping;
using Supervisor.Engine.Logs;
using Supervisor.Engine.Sockets;
using Supervisor.Engine.Spawning;
using Supervisor.Keeper;
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

    /// <summary>How long ports are waited for that a gateway of a daemon that is no more may still have open.</summary>
    private static readonly TimeSpan GatewayPatience = TimeSpan.FromSeconds(1);

    /// <summary>Milliseconds between two attempts.</summary>
    private const int GatewayInterval = 20;

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly KeeperLink? _keeper = GreetKeeper(stage);
    private bool _hasAnswered;
    private bool _hasPrograms;

    /// <summary>A client asked for a restart of the daemon, and everything has been stopped for it.</summary>
    private bool _beginsAnew;

    /// <summary>The end that comes is not to be followed by another start of this process.</summary>
    private bool _endsForGood;

    /// <summary>Returns the exit status: 0 after a stop that was asked for, 1 after a failure, 2 for the configuration or the usage.</summary>
    public int Run()
    {
        RuntimeRemains.Remove();
        var status = RunOnce();
        if (_beginsAnew)
        {
            _keeper?.PassOn();
            return self.BeginAnew(stage);
        }
        if (_endsForGood)
            _keeper?.Leave();
        _keeper?.Dispose();
        return status;
    }

    private static KeeperLink? GreetKeeper(Stage stage) =>
        stage.Role == StageRole.Master ? KeeperLink.Greet(new Descriptor(MasterCommand.ConnectionTarget)) : null;

    private int RunOnce()
    {
        var loaded = configuration.LoadRecorded();
        // Asked before: a keeper that is still starting itself does so while the configuration is read.
        if (_keeper?.TryReceiveHeld() == false)
            return Refuse(new StartFailure(StartFailure.Failure, "Error: supervisord was ended before it had started"));
        using var log = new MainLog(_time);
        var lines = new SerilogDaemonLog(log.Logger);
        if ((LastConfiguration.Find(_keeper, configuration) ?? loaded.Result.Settings) is not { } settings)
            return Refuse(new StartFailure(StartFailure.Usage, DiagnosticRenderer.Render(loaded.Result.Errors).TrimEnd('\n')));
        if (_keeper is not null && !settings.Daemon.Recovery && !stage.IsDaemon)
        {
            _keeper.Refuse();
            return 0;
        }
        try
        {
            return Run(settings, loaded, log, lines);
        }
        // A filter runs before anything is unwound: the pid file, sockets and programs stay for the next master as they are.
        catch (Exception failure) when (failure is not OutOfMemoryException && !TryLeaveAll(log, lines, failure))
        {
            // Nothing is known of the cause here, so all that can be done is to say everything.
            lines.Write(DaemonLogLevel.Critical, $"supervisord failed and ends; its programs go on without it: {failure}");
            return Report(new StartFailure(StartFailure.Failure, $"Error: {failure.Message}"), log);
        }
    }

    /// <summary>Ends this process at once where a keeper starts it again; false where there is none, or nothing to be left.</summary>
    private bool TryLeaveAll(MainLog log, SerilogDaemonLog lines, Exception failure)
    {
        if (!_hasPrograms || _keeper is not { IsOpen: true })
            return false;
        lines.Write(DaemonLogLevel.Critical, $"supervisord failed; its keeper starts it again: {failure}");
        log.Dispose();
        ThisProcess.EndNow(StartFailure.Failure);
        return true;
    }

    private int Run(SupervisorSettings settings, RecordedLoad loaded, MainLog log, SerilogDaemonLog lines)
    {
        var preparation = new HostPreparation(settings.Daemon, stage.IsDaemon, stage.Directory);
        if ((preparation.BecomeUser(lines) ?? preparation.RaiseLimits(lines)) is { } refusal)
            return Refuse(refusal, log);
        self.OutOfMemory.Lower();
        if (settings.Daemon.Umask is { } mask)
            ThisProcess.SetUmask(mask);
        switch (TakePidFile(settings.Daemon.PidFile))
        {
            case PidFileResult.HeldBy when TryHandOver(settings.Daemon):
                return 0;
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
                {
                    _keeper?.Hold(KeeperKeys.PidFile, taken.File.Number);
                    return Supervise(settings, loaded, taken.File, preparation, log, lines);
                }
            default:
                throw new InvalidOperationException("no such pid file result");
        }
    }

    /// <summary>The launched process is the one that is known to others; its keeper may have the file from the master before this one.</summary>
    private PidFileResult TakePidFile(string path) =>
        _keeper?.Held.Take(KeeperKeys.PidFile) is { } descriptor
            ? new PidFileResult.Taken(PidFile.Of(path, descriptor))
            : PidFile.Take(path, DaemonId);

    /// <summary>
    /// The holder of the pid file may be a master that has lost its keeper. Then the keeper of this process becomes that one's, and this
    /// process is not needed.
    /// </summary>
    private bool TryHandOver(DaemonSettings settings)
    {
        if (_keeper is null || ClientSocket.TryConnectLocal(StateDirectory.AttachPathOf(settings.StateDirectory), out var connection) != 0)
            return false;
        using (connection)
            _keeper.HandOver(connection!.Number);
        Answer(new StartAnswer(0, "supervisord was running already, without its keeper; it has one again.\n"));
        return true;
    }

    private int DaemonId => _keeper?.KeeperId ?? ThisProcess.Id;

    private int Supervise(
        SupervisorSettings settings,
        RecordedLoad loaded,
        PidFile pidFile,
        HostPreparation preparation,
        MainLog log,
        SerilogDaemonLog lines
    )
    {
        log.Open(settings.Daemon, settings.Syslog, isForeground: !stage.IsDaemon);
        // Programs that live are worth more than a log.
        if (_keeper is not { Deaths: > 0 } && log.OpeningFailure(LogPatience) is var errno and not 0)
            return Refuse(
                new StartFailure(
                    StartFailure.Failure,
                    $"Error: could not open the log file {settings.Daemon.LogFile}: {Errno.Describe(errno)}"
                )
            );
        foreach (var warning in warnings)
            lines.Write(DaemonLogLevel.Warn, warning);
        foreach (var diagnostic in loaded.Result.Diagnostics)
            lines.Write(
                diagnostic.Severity switch
                {
                    DiagnosticSeverity.Error => DaemonLogLevel.Error,
                    DiagnosticSeverity.Warning => DaemonLogLevel.Warn,
                    _ => DaemonLogLevel.Info,
                },
                diagnostic.Severity == DiagnosticSeverity.Note ? diagnostic.Message : DiagnosticRenderer.Render(diagnostic)
            );
        if (loaded.Result.Settings is null)
            lines.Write(
                DaemonLogLevel.Error,
                "the configuration cannot be read: programs go on with the settings that they have; mend it and reload (SIGHUP)"
            );
        using var takeover = Takeover.Prepare(settings, loaded, configuration, _keeper, _time, lines);
        if (takeover.Obstacle is { } obstacle)
            return Refuse(new StartFailure(StartFailure.Failure, $"Error: {obstacle}"), log);
        if (!settings.Daemon.NoCleanup)
            AutomaticLogFiles.RemoveLeftovers(settings.Daemon.ChildLogDirectory, settings.Daemon.Identifier, takeover.LogFiles);
        preparation.EnterDirectory(lines);
        ThisProcess.BecomeSubreaper();
        var ignored = stage.KeepsHangupIgnored ? SignalSet.Of(SignalNumber.Hangup) : SignalSet.Empty;
        var specifications = new ChildSpecificationFactory(
            environment,
            ignored,
            preparation.ProgramDescriptors,
            self.OutOfMemory.ForChildren
        )
        {
            InstanceMark = InstanceMark.Of(settings.Daemon.PidFile),
        };
        using var servers = new ControlServers(takeover.Parts.Listeners, lines);
        // Programs that live are worth more than a server that cannot be had.
        if (takeover.HasPrograms)
            RegainSockets(settings, servers, lines);
        else if (OpenSockets(settings, servers, takeover.Parts.Listeners, lines) is { } failure)
        {
            lines.Write(DaemonLogLevel.Critical, failure.Message);
            return Refuse(failure, log);
        }
        var gateway = new GatewayParts(servers, self.AsGateway());
        var identity = new DaemonIdentity(ProgramVersion.Text, () => DaemonId) { Upgrades = takeover.Upgrades };
        var trial = takeover.AllowsUpgrade ? self.AsTrial(stage) : null;
        using var supervision = new Supervision(
            takeover,
            configuration,
            specifications,
            gateway,
            log,
            lines,
            _time,
            stage,
            pidFile,
            identity,
            trial
        );
        lines.Write(DaemonLogLevel.Info, $"supervisord started with pid {DaemonId}");
        _hasPrograms = true;
        supervision.Start();
        Answer(new StartAnswer(0, ""));
        supervision.Run();
        if (supervision.DueUpgrade is { } binary)
            GoOver(binary, takeover, log, lines);
        _hasPrograms = false;
        _beginsAnew = supervision.RestartRequested;
        _endsForGood = !_beginsAnew;
        // First: a death that comes now must not be followed by a start of what has just been stopped.
        if (_endsForGood)
            _keeper?.Leave();
        takeover.EndInOrder();
        lines.Write(
            DaemonLogLevel.Info,
            _beginsAnew ? "all programs have ended, supervisord begins anew" : "all programs have ended, supervisord ends"
        );
        return 0;
    }

    /// <summary>
    /// Executes another program in this process, whose children stay its children; everything else is with the keeper. Does not return:
    /// where that fails the keeper starts the present executable again.
    /// </summary>
    private void GoOver(string binary, Takeover takeover, MainLog log, SerilogDaemonLog lines)
    {
        try
        {
            var errno = FileDescriptor.Open(binary, FileAccessKind.Read, 0, out var other);
            if (errno != 0)
                throw new IOException($"{binary}: {Errno.Describe(errno)}");
            using (other)
            {
                takeover.GoOver(self, other!);
                lines.Write(DaemonLogLevel.Info, $"upgrade: goes over to {binary}");
                log.Dispose();
                _keeper!.PassOn();
                errno = self.GoOver(stage.Again, binary);
            }
            StandardStreams.WriteError($"Error: {binary}: {Errno.Describe(errno)}\n");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or PosixException)
        {
            lines.Write(DaemonLogLevel.Error, $"not upgraded: {failure.Message}; the keeper starts this executable again");
            log.Dispose();
        }
        ThisProcess.EndNow(StartFailure.Failure);
    }

    /// <summary>
    /// A gateway that has lost its master ends at once, but it is nobody's child that is known here: for the moment until then it may have
    /// a port open.
    /// </summary>
    private void RegainSockets(SupervisorSettings settings, ControlServers servers, SerilogDaemonLog lines)
    {
        var failures = servers.OpenPossible(settings.Servers);
        var isOfNobody = _keeper is not { Deaths: > 0 };
        var since = _time.GetTimestamp();
        using var pause = new Epoll(1);
        while (isOfNobody && failures.Count > 0 && _time.GetElapsedTime(since) < GatewayPatience)
        {
            _ = pause.Wait(new ReadyDescriptor[1], GatewayInterval);
            failures = servers.OpenPossible(settings.Servers);
        }
        foreach (var failure in failures)
            lines.Write(DaemonLogLevel.Critical, failure);
    }

    private static StartFailure? OpenSockets(
        SupervisorSettings settings,
        ControlServers servers,
        KeptListeners kept,
        SerilogDaemonLog lines
    )
    {
        if (new FastCgiSocketCheck(lines).FindMistake(settings, kept) is { } mistake)
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

    /// <summary>It is known that this start cannot succeed, and another one would not either.</summary>
    private int Refuse(StartFailure failure, MainLog? log = null)
    {
        _endsForGood = true;
        return Report(failure, log);
    }

    /// <param name="log">What was to be in it, and is not as it was never opened, is told too.</param>
    private int Report(StartFailure failure, MainLog? log = null)
    {
        var text = failure.Message + "\n" + log?.TakeUnwritten(LogEventLevel.Warning);
        if (!stage.IsDaemon)
            StandardStreams.WriteError(text);
        else if (stage.AnswerDescriptor < 0)
            new SyslogRefusal(_time).Tell(text);
        else
            Answer(new StartAnswer(failure.ExitStatus, text));
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
        _keeper?.Answered();
    }
}
