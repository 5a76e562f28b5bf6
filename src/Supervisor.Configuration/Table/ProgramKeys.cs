using System.Collections.Immutable;
using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Values;
using Supervisor.Posix;

namespace Supervisor.Configuration.Table;

/// <summary>The keys that [program.x], [eventlistener.x] and [fcgi-program.x] share.</summary>
internal static class ProgramKeys
{
    public static readonly SettingType<LogFormat> FormatType = BasicTypes.Choice(
        ("raw", LogFormat.Raw),
        ("time", LogFormat.Time),
        ("json", LogFormat.Json)
    );

    public static readonly SettingKey<CommandSettings?> Command = new("command", new CommandType()!, null, "")
    {
        Help = "What to run: a string, split by shell word rules without a shell, or an array of words.",
        IsRequired = true,
        Needs = ChangeNeeds.RestartProcess,
        SameForProcess = (left, right) => Agreement.Same(left.Command, right.Command),
    };

    public static readonly SettingKey<string> ProcessName = new("process_name", BasicTypes.Text, "%(program_name)s", "\"%(program_name)s\"")
    {
        Help = "What a process is called; it must hold %(process_num) when there are several.",
    };

    public static readonly SettingKey<int> ProcessCount = new("numprocs", BasicTypes.Integer(0, 100_000), 1, "1")
    {
        Help = "How many processes of this program run; 0 leaves an empty group.",
    };

    public static readonly SettingKey<int> FirstNumber = new("numprocs_start", BasicTypes.Integer(-1_000_000_000, 1_000_000_000), 0, "0")
    {
        Help = "The first %(process_num).",
    };

    public static readonly SettingKey<int> Priority = new("priority", BasicTypes.Integer(), 999, "999")
    {
        Help = "Lower ones start first and stop last.",
        SameForProcess = Agreement.OfProcesses(process => process.Priority),
    };

    public static readonly SettingKey<UserAccount?> User = new("user", AccountTypes.User, null, "")
    {
        Help = "The account it runs as, with all of its groups.",
        Needs = ChangeNeeds.RestartProcess,
        SameForProcess = (left, right) => Agreement.Same(left.User, right.User),
    };

    public static readonly SettingKey<string?> Directory = new("directory", PathTypes.Directory, null, "")
    {
        Help = "The directory it starts in.",
        Needs = ChangeNeeds.RestartProcess,
        SameForProcess = Agreement.OfProcesses(process => process.Directory),
    };

    public static readonly SettingKey<string?> PidFile = new("pidfile", PathTypes.AnyFile, null, "")
    {
        Help = "For type = \"forking\": the file into which the program writes the pid of its main process.",
        Needs = ChangeNeeds.RestartProcess,
        SameForProcess = Agreement.OfProcesses(process => process.Forking?.PidFile),
    };

    public static readonly SettingKey<TimeSpan> StartTimeout = new("start_timeout", QuantityTypes.Duration, TimeSpan.FromSeconds(60), "60")
    {
        Help = "For type = \"forking\": how long it may take until the launching process has exited and the main one is known.",
        SameForProcess = Agreement.OfProcesses(process => process.Forking?.Timeout),
    };

    public static readonly SettingKey<uint?> Umask = new("umask", BasicTypes.Octal, null, "")
    {
        Help = "The mask of file modes it starts with.",
        Needs = ChangeNeeds.RestartProcess,
        SameForProcess = Agreement.OfProcesses(process => process.Umask),
    };

    public static readonly SettingKey<int?> Nice = new("nice", BasicTypes.OptionalInteger(-20, 19), null, "")
    {
        Help = "Its scheduling priority, from -20 (most) to 19 (least).",
        Needs = ChangeNeeds.RestartProcess,
        SameForProcess = Agreement.OfProcesses(process => process.Nice),
    };

    public static readonly SettingKey<int?> OutOfMemoryScore = new(
        "oom_score_adj",
        BasicTypes.OptionalInteger(OutOfMemoryStanding.Lowest, OutOfMemoryStanding.Highest),
        null,
        ""
    )
    {
        Help =
            "How early the kernel ends it when memory is short, from -1000 (never) to 1000 (first); without it what the daemon was started with.",
        Needs = ChangeNeeds.RestartProcess,
        SameForProcess = Agreement.OfProcesses(process => process.OutOfMemoryScore),
    };

    public static readonly SettingKey<ImmutableArray<ResourceLimit>> ResourceLimits = new("rlimits", new ResourceLimitsType(), [], "")
    {
        Help = "Limits of getrlimit(2) by name: a number, a size, \"unlimited\", or { soft, hard }.",
        Needs = ChangeNeeds.RestartProcess,
        SameForProcess = (left, right) => Agreement.Same(left.ResourceLimits, right.ResourceLimits),
    };

    public static readonly SettingKey<ImmutableSortedDictionary<string, string>> Environment = new(
        "environment",
        new EnvironmentType(),
        NoVariables,
        "{}"
    )
    {
        Help = "Variables added to its environment.",
        Needs = ChangeNeeds.RestartProcess,
        SameForProcess = (left, right) => Agreement.Same(left.Environment, right.Environment),
    };

    /// <summary>What the files say is part of the environment, and compared there.</summary>
    public static readonly SettingKey<ImmutableArray<LocatedText>> EnvironmentFile = new("environment_file", TextListType.Strings, [], "")
    {
        Help = "Files of NAME=value lines, read before environment; one with a leading - may be missing.",
        Needs = ChangeNeeds.RestartProcess,
    };

    public static readonly SettingKey<bool> RedirectStderr = new("redirect_stderr", BasicTypes.Boolean, false, "false")
    {
        Help = "Send stderr where stdout goes.",
        Needs = ChangeNeeds.RestartProcess,
        SameForProcess = Agreement.OfProcesses(process => process.RedirectStderr),
    };

    /// <summary>Shows in the format of each stream, and is compared there.</summary>
    public static readonly SettingKey<LogFormat> Format = new("log_format", FormatType, LogFormat.Raw, "\"raw\"")
    {
        Help = "What a log line holds: the bytes as they came (raw), a timestamp and the name before them (time), or a JSON object.",
        Needs = ChangeNeeds.LogReopen,
    };

    public static readonly SettingKey<string?> ServerUrl = new("serverurl", ProgramTypes.ServerUrl, null, "AUTO")
    {
        Help = "SUPERVISOR_SERVER_URL of its environment; AUTO is the first server of this configuration.",
        Needs = ChangeNeeds.RestartProcess,
        SameForProcess = Agreement.OfProcesses(process => process.ServerUrl),
    };

    public static readonly SettingKey<ImmutableArray<NamedSocketSettings>> Sockets = new("sockets", new SocketsType(), [], "{}")
    {
        Help = "Sockets that the daemon listens on and passes from descriptor 3 on, by name: \"tcp://host:port\" or \"unix:///path\".",
        Needs = ChangeNeeds.RestartProcess,
        SameForProcess = (left, right) => Agreement.Same(left.Sockets, right.Sockets),
    };

    public static readonly OutputKeys Stdout = new("stdout", process => process.Stdout);
    public static readonly OutputKeys Stderr = new("stderr", process => process.Stderr);

    public static readonly ImmutableArray<SettingKey> All =
    [
        Command,
        ProcessName,
        ProcessCount,
        FirstNumber,
        Priority,
        .. RetryKeys.All,
        PidFile,
        StartTimeout,
        .. StopKeys.All,
        User,
        Directory,
        Umask,
        Nice,
        OutOfMemoryScore,
        ResourceLimits,
        Environment,
        EnvironmentFile,
        Sockets,
        RedirectStderr,
        .. Stdout.All,
        .. Stderr.All,
        Format,
        ServerUrl,
    ];

    /// <summary>Not a static field: it is needed while the fields above are initialized.</summary>
    private static ImmutableSortedDictionary<string, string> NoVariables => ImmutableSortedDictionary<string, string>.Empty;
}
