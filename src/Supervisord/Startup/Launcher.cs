using Supervisor.Configuration.CommandLine;
using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Reporting;
using Supervisor.Configuration.Settings;
using Supervisor.Posix;

namespace Supervisord.Startup;

/// <summary>The first execution: checks what it was given, and goes on as the master in the foreground or starts it as a daemon.</summary>
internal sealed class Launcher(ConfigurationSource configuration, SelfExecution self)
{
    private const int Failure = 1;

    /// <summary>True when that is known without the configuration, which the next stage then reads alone, once.</summary>
    public static bool StaysInForeground(CommandLineRequest.Run request, Stage? stage) =>
        // As pid 1 there is nobody to go on as: the container ends with this process.
        stage is null
        && !request.ChecksOnly
        && (request.Overrides.Values.ContainsKey("nodaemon") || ThisProcess.Id == 1);

    /// <summary>Returns the exit status, or does not return.</summary>
    public int Run(CommandLineRequest.Run request)
    {
        var result = configuration.Load();
        StandardStreams.WriteError(
            DiagnosticRenderer.Render(result.Diagnostics.Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Note))
        );
        if (result.Settings is not { } settings)
            return UsageError.ExitStatus;
        if (request.ChecksOnly)
        {
            StandardStreams.WriteOutput(CheckReport.Render(settings));
            return 0;
        }
        return settings.Daemon.NoDaemon ? self.GoOnInForeground(RoleOf(settings.Daemon)) : StartDaemon(settings.Daemon);
    }

    /// <summary>As far as the command line tells; a master that finds otherwise in the configuration says so to its keeper.</summary>
    public static StageRole RoleOf(CommandLineRequest.Run request) =>
        request.Overrides.Values.GetValueOrDefault("recovery") == "false" ? StageRole.Alone : StageRole.Keeper;

    private static StageRole RoleOf(DaemonSettings settings) => settings.Recovery ? StageRole.Keeper : StageRole.Alone;

    private int StartDaemon(DaemonSettings settings)
    {
        var (answers, answering) = Pipe.Create(nonBlockingRead: false);
        using (answers)
        {
            using (answering)
            {
                var result = self.AsDaemon(RoleOf(settings), answering, settings.NoClose);
                if (!result.Succeeded)
                {
                    StandardStreams.WriteError(
                        $"Error: supervisord could not detach ({result.FailedStep}): {Errno.Describe(result.ErrorNumber)}\n"
                    );
                    return Failure;
                }
            }
            var answer = StartAnswer.Receive(answers.Number);
            answer ??= new StartAnswer(Failure, $"Error: the daemon ended while it was starting; see {settings.LogFile ?? "syslog"}\n");
            StandardStreams.WriteError(answer.Text);
            return answer.ExitStatus;
        }
    }
}
