using System.Collections.Immutable;
using Supervisor.Configuration.Settings;
using Supervisor.Posix;

namespace Supervisor.Simulation.Tests.Schedules;

/// <summary>A configuration that changes at random, a little at a time.</summary>
/// <param name="socketDirectory">Where programs have sockets; null for none.</param>
internal sealed class RandomConfiguration(Random random, string? socketDirectory)
{
    private static readonly string[] ProgramNames = ["a", "b", "c", "d", "e"];
    private static readonly string[] GroupNames = ["g", "h"];

    private static readonly DaemonSettings Daemon = new()
    {
        Identifier = "supervisor",
        LogFile = "/log/supervisord.log",
        LogFileMaxBytes = 0,
        LogFileBackups = 0,
        LogLevel = DaemonLogLevel.Info,
        PidFile = "/run/supervisord.pid",
        Umask = null,
        ControlGroups = false,
        NoDaemon = true,
        Silent = false,
        NoChangeDirectory = false,
        NoClose = false,
        MinimumDescriptors = 1024,
        MinimumProcesses = 200,
        Recovery = true,
        ChosenStateDirectory = null,
        User = null,
        Directory = null,
        NoCleanup = false,
        ChildLogDirectory = "/log",
        ChosenPersistentDirectory = null,
        PersistentDirectory = "/nonexistent",
        StripAnsi = false,
        Environment = ImmutableSortedDictionary<string, string>.Empty,
    };

    private readonly Dictionary<string, int> _priorities = new(StringComparer.Ordinal) { ["g"] = 999, ["h"] = 5 };
    private List<ProgramModel> _programs = [];

    /// <summary>The next configuration: some edits away from the last one.</summary>
    public SupervisorSettings Next()
    {
        for (var edits = _programs.Count == 0 ? 4 : random.Next(4); edits > 0; edits--)
            Edit();
        return Build();
    }

    /// <summary>What the files say still.</summary>
    public SupervisorSettings Again() => Build();

    private void Edit()
    {
        var name = Any(ProgramNames);
        var index = _programs.FindIndex(program => program.Name == name);
        if (index < 0)
            _programs.Add(NewProgram(name));
        else if (random.Next(4) == 0)
            _programs.RemoveAt(index);
        else
            _programs[index] = Changed(_programs[index]);
        if (random.Next(6) == 0)
            _priorities[Any(GroupNames)] = random.Next(3);
        if (random.Next(10) == 0)
            _programs = [.. _programs.OrderBy(_ => random.Next())];
    }

    private ProgramModel NewProgram(string name) =>
        new(
            name,
            AnyGroup(name),
            random.Next(4),
            random.Next(3),
            random.Next(4) > 0,
            0,
            0,
            random.Next(4) == 0,
            AnyRetry(),
            AnyStop(),
            AnySockets(),
            socketDirectory ?? ""
        );

    private ProgramModel Changed(ProgramModel program) =>
        random.Next(socketDirectory is null ? 10 : 12) switch
        {
            0 => program with { Count = random.Next(4) },
            1 => program with { Priority = random.Next(3) },
            2 => program with { Autostart = !program.Autostart },
            3 or 4 => program with { Version = random.Next(3) },
            5 => program with { LogVersion = program.LogVersion + 1 },
            6 => program with { IsSilent = !program.IsSilent },
            7 => program with { Retry = AnyRetry() },
            8 => program with { Stop = AnyStop() },
            10 or 11 => program with { SocketKind = AnySockets() },
            _ => program with { Group = AnyGroup(program.Name) },
        };

    private ProgramSocketKind AnySockets() => socketDirectory is null ? ProgramSocketKind.None : Any(Enum.GetValues<ProgramSocketKind>());

    private string AnyGroup(string program) => random.Next(2) == 0 ? program : Any(GroupNames);

    private RetrySettings AnyRetry()
    {
        var type = Any<StartType>([StartType.Simple, StartType.Simple, StartType.Oneshot]);
        return new RetrySettings
        {
            Type = type,
            Autorestart =
                type == StartType.Oneshot
                    ? Any<AutorestartPolicy>([AutorestartPolicy.Never, AutorestartPolicy.Unexpected])
                    : Any<AutorestartPolicy>([AutorestartPolicy.Never, AutorestartPolicy.Unexpected, AutorestartPolicy.Always]),
            ExitCodes = [0],
            StartDuration = Seconds(0, 1, 2),
            StartRetries = Any<int?>([0, 1, 3, null]),
            Backoff = Any<BackoffKind>([BackoffKind.Linear, BackoffKind.Constant, BackoffKind.Exponential]),
            BackoffInitial = Seconds(0.1, 1),
            BackoffMaximum = TimeSpan.FromSeconds(5),
            BackoffMultiplier = 2,
            BackoffJitter = Any<double>([0, 0.5]),
            BackoffResetAfter = Any<TimeSpan?>([null, TimeSpan.FromSeconds(2)]),
            RestartDelay = Seconds(0, 0, 2),
            RestartLimit = Any<int?>([null, null, 0, 1, 3]),
            RestartWindow = TimeSpan.FromSeconds(10),
        };
    }

    private StopSettings AnyStop()
    {
        var asGroup = random.Next(3) == 0;
        return new StopSettings(
            Any<SignalNumber>([SignalNumber.Terminate, SignalNumber.Quit, SignalNumber.Kill]),
            Seconds(0, 0.5, 2, 5),
            asGroup,
            asGroup || random.Next(2) == 0
        );
    }

    private SupervisorSettings Build()
    {
        var groups =
            from program in _programs
            group program by program.Group into members
            let priority = _priorities.GetValueOrDefault(members.Key, members.First().Priority)
            orderby priority, members.Key
            select new ProcessGroupSettings(members.Key, priority, [.. members.SelectMany(program => program.Processes)], null, null);
        return new SupervisorSettings(
            "/etc/supervisor.toml",
            Daemon,
            new SyslogSettings(3, "supervisord", new SyslogTarget.LocalSocket("/dev/log")),
            [.. groups],
            [],
            new ControlClientSettings("unix:///run/supervisor.sock", null, null, "supervisor", null)
        );
    }

    private TimeSpan Seconds(params ReadOnlySpan<double> choices) => TimeSpan.FromSeconds(Any(choices));

    private T Any<T>(ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];
}
