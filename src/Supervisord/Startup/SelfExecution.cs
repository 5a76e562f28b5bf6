using System.Collections.Immutable;
using System.Text;
using Supervisor.Engine.Gateway;
using Supervisor.Engine.Upgrade;
using Supervisor.Keeper;
using Supervisor.Posix;
using Supervisor.Posix.Spawning;

namespace Supervisord.Startup;

/// <summary>Executes this program again as a later stage: in this process, or as a daemon.</summary>
internal sealed class SelfExecution(ImmutableArray<byte[]> environment)
{
    /// <summary>
    /// Settings of the runtime that only its environment can give. Its diagnostic socket in /tmp takes commands from anybody of the same
    /// user and stays behind when the process is killed; a small youngest generation keeps the daemon small, as it allocates little.
    /// </summary>
    private static readonly ImmutableArray<RuntimeVariable> RuntimeVariables =
    [
        new("DOTNET_EnableDiagnostics", "0"),
        new("DOTNET_GCgen0size", "0x200000"),
    ];

    private sealed record RuntimeVariable(string Name, string Value);

    private readonly SelfExecutable _self = SelfExecutable.Current();

    /// <summary>The file of this program.</summary>
    public string Path => _self.Path;

    /// <summary>Of this process. Every stage and role starts with what the launched process was found with.</summary>
    public OutOfMemoryStanding OutOfMemory { get; } = OutOfMemoryStanding.OfThisProcess();

    /// <summary>Goes on in this process; returns, with the exit status, only when that failed.</summary>
    public int GoOnInForeground(StageRole role)
    {
        var keepsHangupIgnored = SignalDispositions.IsIgnored(SignalNumber.Hangup);
        MasterSignals.ResetDispositions(keepsHangupIgnored);
        var stage = new Stage(role, false, -1, keepsHangupIgnored, AddedVariables(), Environment.CurrentDirectory);
        if (role != StageRole.Keeper || EarlyMaster.Launch(AsMaster(stage)) is not { } started)
            return Execute(stage);
        using var state = PassOn(started);
        return Execute(stage.ResumedWith(state));
    }

    /// <summary>What the keeper that this process executes is to find.</summary>
    public static Descriptor PassOn(KeeperState state)
    {
        var text = SealedText.Create("supervisord-keeper", state.ToText());
        text.PassOn();
        return text;
    }

    /// <summary>Begins anew in this process, once everything has been stopped; returns, with the exit status, only when that failed.</summary>
    public int BeginAnew(Stage stage) => Execute(stage.Again);

    /// <summary>Goes on in this process without a keeper; returns, with the exit status, only when that failed.</summary>
    public int GoOnAlone(Stage stage) => Execute(stage.Again with { Role = StageRole.Alone });

    /// <summary>How the keeper executes this program as its master.</summary>
    public MasterCommand AsMaster(Stage stage)
    {
        var master = stage.Again with { Role = StageRole.Master };
        var first = stage.AnswerDescriptor < 0 ? master : master with { AnswerDescriptor = MasterCommand.AnswerTarget };
        // A process group of its own, so that a key of the terminal reaches it once, through the keeper.
        return new MasterCommand(
            _self.Path,
            Specification(first, SessionPlacement.NewProcessGroup),
            Specification(master, SessionPlacement.NewProcessGroup)
        );
    }

    /// <summary>How another executable is tried before this process goes over to it.</summary>
    public TrialCommand AsTrial(Stage stage) =>
        new(
            _self.Path,
            Specification(
                stage with
                {
                    Role = StageRole.Trial,
                    AnswerDescriptor = TrialCommand.AnswerTarget,
                },
                SessionPlacement.NewProcessGroup
            )
        );

    /// <summary>Goes over to another executable; returns the errno when that failed.</summary>
    public int GoOver(Stage stage, string path)
    {
        RuntimeRemains.Remove();
        return ProcessReplacement.Execute(Specification(stage, SessionPlacement.Inherit), path);
    }

    /// <summary>The executable of this process, also when another lies at its path by now; then it is copied to a place that has a name.</summary>
    /// <exception cref="IOException">It cannot be copied.</exception>
    public Descriptor OpenPresent(string copyPath)
    {
        const string Running = "/proc/self/exe";
        var path = _self.Path;
        if (FileStatus.Read(Running, out var running) != 0 || FileStatus.Read(path, out var named) != 0 || !running.IsSameFile(named))
        {
            File.Copy(Running, copyPath, overwrite: true);
            path = copyPath;
        }
        var errno = FileDescriptor.Open(path, FileAccessKind.Read, 0, out var executable);
        return errno == 0 ? executable! : throw new IOException($"{path}: {Errno.Describe(errno)}");
    }

    private int Execute(Stage stage)
    {
        const int Failure = 1;
        var errno = GoOver(stage, _self.Path);
        StandardStreams.WriteError($"Error: supervisord could not execute itself: {_self.Path}: {Errno.Describe(errno)}\n");
        return Failure;
    }

    /// <summary>Starts the daemon, which answers on the descriptor.</summary>
    /// <param name="keepsStreams">
    /// Otherwise it has the null device on 0, 1 and 2 before it executes: the runtime keeps copies of what it finds there, and a reader of
    /// the command's output would wait for the daemon's end.
    /// </param>
    /// <exception cref="PosixException">There is no null device.</exception>
    public SpawnResult AsDaemon(StageRole role, Descriptor answers, bool keepsStreams)
    {
        const int AnswerTarget = 3;
        using var spawner = new ProcessSpawner();
        using var nullDevice = StandardStreams.OpenNullDevice();
        // Above the target, so that placing one does not replace the other.
        using var answering = answers.DuplicateAbove(AnswerTarget);
        using var silence = nullDevice.DuplicateAbove(AnswerTarget);
        var stage = new Stage(role, true, AnswerTarget, false, AddedVariables(), Environment.CurrentDirectory);
        var silent = silence.Number;
        DescriptorMapping answer = new(answering.Number, AnswerTarget);
        DescriptorMapping[] descriptors = keepsStreams ? [answer] : [answer, new(silent, 0), new(silent, 1), new(silent, 2)];
        return spawner.SpawnDetached(Specification(stage, SessionPlacement.Inherit), _self.Path, descriptors);
    }

    /// <summary>How this program is executed as the gateway. Run by the runtime's host, the first word behind it names the program.</summary>
    public GatewayCommand AsGateway()
    {
        var isHosted = System.IO.Path.GetFileName(_self.Path) == "dotnet";
        return new GatewayCommand(
            _self.Path,
            isHosted ? [_self.Path, _self.Arguments[1]] : [_self.Path],
            environment,
            OutOfMemory.ForChildren
        );
    }

    /// <summary>A variable that the user has set is the user's, also for programs.</summary>
    private HashSet<string> AddedVariables()
    {
        var present = environment.Select(InitialEnvironment.NameOf).ToHashSet(StringComparer.Ordinal);
        return RuntimeVariables.Select(variable => variable.Name).Where(name => !present.Contains(name)).ToHashSet(StringComparer.Ordinal);
    }

    private ChildSpecification Specification(Stage stage, SessionPlacement placement)
    {
        var added = RuntimeVariables
            .Where(variable => stage.OwnVariables.Contains(variable.Name))
            .Append(new RuntimeVariable(Stage.Variable, stage.Text))
            .Select(variable => Encoding.UTF8.GetBytes($"{variable.Name}={variable.Value}"));
        var kept = environment.Where(entry =>
            InitialEnvironment.NameOf(entry) is var name && name != Stage.Variable && !stage.OwnVariables.Contains(name)
        );
        return new ChildSpecification
        {
            Arguments = _self.Arguments,
            Environment = [.. kept, .. added],
            Placement = placement,
            OutOfMemoryScore = OutOfMemory.ForChildren,
            BlockedSignals = MasterSignals.Handled,
            IgnoredSignals = stage.KeepsHangupIgnored ? SignalSet.Of(SignalNumber.Hangup) : SignalSet.Empty,
        };
    }
}
