using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Supervisor.Configuration.Archive;
using Supervisor.Configuration.CommandLine;
using Supervisor.Configuration.Loading;
using Supervisor.Engine.Gateway;
using Supervisor.Engine.Spawning;
using Supervisor.Gateway;
using Supervisor.Posix;
using Supervisord.Keeping;
using Supervisord.Running;
using Supervisord.Startup;
using Supervisord.Upgrading;

namespace Supervisord;

/// <summary>supervisord: reads its command line and decides which part of the start this process is.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        StandardStreams.FillGaps();
        InheritedDescriptors.CloseOnExec();
        if (arguments is [GatewayCommand.Option])
            return ServeAsGateway();
        var environment = InitialEnvironment.Read();
        var stage = CurrentStage();
        if (stage is { Role: StageRole.Keeper or StageRole.ResumedKeeper })
            return Keep(stage, environment);
        var request = SupervisordCommandLine.Parse(arguments);
        switch (request)
        {
            case CommandLineRequest.ShowHelp help:
                StandardStreams.WriteOutput(help.Text);
                return 0;
            case CommandLineRequest.ShowVersion:
                StandardStreams.WriteOutput(ProgramVersion.Text + "\n");
                return 0;
            case CommandLineRequest.Mistake mistake:
                return RefuseUsage(mistake.Message);
            case CommandLineRequest.Run run:
                return Launcher.StaysInForeground(run, stage)
                    ? new SelfExecution(environment).GoOnInForeground(Launcher.RoleOf(run))
                    : Run(run, stage, environment);
            default:
                throw new InvalidOperationException($"no such request: {request}");
        }
    }

    /// <summary>On its own, so that no other role loads what serves HTTP.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ServeAsGateway()
    {
        const int ControlDescriptor = 3;
        return GatewayProgram.Run(ControlDescriptor);
    }

    /// <summary>On its own, so that the keeper loads none of what the other roles need.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Keep(Stage stage, ImmutableArray<byte[]> environment) =>
        new KeeperProgram(stage, new SelfExecution(environment)).Run();

    private static int Run(CommandLineRequest.Run run, Stage? stage, ImmutableArray<byte[]> environment)
    {
        var inherited = new ChildEnvironment(environment, stage?.OwnVariables ?? new HashSet<string>(StringComparer.Ordinal));
        var files = new HostFiles();
        var directory = stage?.Directory ?? Environment.CurrentDirectory;
        var search = new ConfigurationSearch(files, directory);
        if ((run.ConfigurationFile ?? search.Find()) is not { } file)
            return RefuseUsage(search.NotFoundMessage);
        var surroundings = new LoadSurroundings(inherited.Values(), HostName.Current(), directory) { UserId = ThisProcess.UserId };
        var sources = new LiveSources(files, new UserDatabase(), new HostLookup());
        var source = new ConfigurationSource(sources, surroundings, file, run.Overrides);
        if (stage is { Role: StageRole.Trial })
            return new TrialProgram(source).Run(stage.AnswerDescriptor);
        return stage is null
            ? new Launcher(source, new SelfExecution(environment)).Run(run)
            : new MasterProgram(stage, source, inherited, new SelfExecution(environment), run.Warnings).Run();
    }

    /// <summary>The variable alone proves nothing: somebody may have set it. The mask shows that this really is a second execution.</summary>
    private static Stage? CurrentStage() =>
        SignalMask.Current.ContainsAll(MasterSignals.Handled) ? Stage.Parse(Environment.GetEnvironmentVariable(Stage.Variable)) : null;

    private static int RefuseUsage(string message)
    {
        StandardStreams.WriteError(UsageError.Render(message, "supervisord"));
        return UsageError.ExitStatus;
    }
}
