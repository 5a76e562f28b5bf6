using System.Globalization;

namespace Supervisor.EndToEnd.Tests.Surroundings;

/// <summary>
/// One supervisord with a directory, a configuration and a pid file of its own. However a test ends, nothing that it started is left; and
/// a test in whose end something was left over fails.
/// </summary>
internal sealed class SupervisordProcess : IDisposable
{
    /// <summary>The gateway gets nothing of the daemon's environment but the runtime's own variables, so it looks like one.</summary>
    private const string MarkName = "DOTNET_SUPERVISOR_END_TO_END";
    private readonly string _mark = Guid.NewGuid().ToString("N");
    private Command? _command;

    /// <param name="programs">The tables of programs.</param>
    /// <param name="daemon">Lines of [supervisord] besides the paths; a log file or level among them stands in place of the usual one.</param>
    public SupervisordProcess(string programs, string daemon = "")
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("supervisord-").FullName;
        // Programs run as other users too.
        File.SetUnixFileMode(Directory, (UnixFileMode)0x1ed);
        Configure(programs, daemon);
    }

    public string Directory { get; }
    public string Configuration => At("supervisor.toml");
    public string PidFile => At("supervisord.pid");

    /// <summary>Of the launched process, as the test sees it: the keeper, or a master that is alone.</summary>
    public int ProcessId { get; private set; }

    public ProcessView Launched => new(ProcessId);

    /// <summary>The master: the keeper's child, or the launched process itself.</summary>
    public ProcessView View => Launched.Children().FirstOrDefault(IsMaster) ?? Launched;

    /// <summary>What the foreground supervisord has written to its standard output.</summary>
    public string ForegroundOutput => _command!.Output;

    public string Log => Text("supervisord.log");

    public string At(string name) => Path.Join(Directory, name);

    /// <summary>The text of a file in the directory; empty when there is none yet.</summary>
    public string Text(string name) => File.Exists(At(name)) ? File.ReadAllText(At(name)) : "";

    public string[] Lines(string name) => Text(name).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Writes a shell script that a program can run.</summary>
    public string Script(string name, string body)
    {
        File.WriteAllText(At(name), "#!/bin/sh\n" + body + "\n");
        File.SetUnixFileMode(At(name), (UnixFileMode)0x1ed);
        return At(name);
    }

    /// <summary>Writes the configuration. "@" in it stands for the directory.</summary>
    public void Configure(string programs, string daemon = "")
    {
        var level = daemon.Contains("loglevel", StringComparison.Ordinal) ? "" : "loglevel = 'debug'";
        var log = daemon.Contains("logfile", StringComparison.Ordinal) ? "" : "logfile = '@/supervisord.log'";
        var text = $"""
            [supervisord]
            {log}
            pidfile = "@/supervisord.pid"
            childlogdir = "@"
            {level}
            {daemon}

            {programs}
            """;
        // At once, as a reload may be reading it.
        File.WriteAllText(At("supervisor.new"), text.Replace("@", Directory, StringComparison.Ordinal));
        File.Move(At("supervisor.new"), Configuration, overwrite: true);
    }

    /// <summary>Runs supervisord to its end, such as with a mistake.</summary>
    public CommandResult Run(params string[] arguments) => Command.Run([SupervisordExecutable.Path, .. arguments], Directory, Variables);

    /// <summary>Runs another command to its end; a daemon that it starts is then the one of this test.</summary>
    public CommandResult RunBeside(params string[] words)
    {
        var result = Command.Run(words, Directory, Variables);
        var written = Text("supervisord.pid");
        if (written.Length > 0)
            ProcessId = int.Parse(written, CultureInfo.InvariantCulture);
        return result;
    }

    /// <summary>Starts the daemon; the launching command has to succeed. Gives what it wrote to standard error: warnings.</summary>
    /// <param name="wrapper">Words in front of it, such as those of env(1).</param>
    public string StartDaemon(params string[] wrapper)
    {
        var result = RunBeside([.. wrapper, SupervisordExecutable.Path, "-c", Configuration]);
        result.ExitStatus.ShouldBe(0, result.Error + Log);
        ProcessId.ShouldBeGreaterThan(1);
        return result.Error;
    }

    /// <summary>Starts it with -n and waits until it has started its programs.</summary>
    public void StartInForeground(params string[] wrapper) => StartInForeground(wrapper, "--nodaemon");

    /// <summary>The same with another option than -n, for what stays in the foreground anyway.</summary>
    public void StartInForeground(string[] wrapper, string option)
    {
        _command = Command.Start([.. wrapper, SupervisordExecutable.Path, option, "-c", Configuration], Directory, Variables);
        Until.IsTrue(
            () => Log.Contains("supervisord started with pid", StringComparison.Ordinal),
            "supervisord has started",
            () => _command.Output + _command.Error
        );
        ProcessId = ProcessView.All().First(IsLaunched).ProcessId;
    }

    /// <summary>Types on the terminal of a supervisord that runs in the foreground of one.</summary>
    public void Type(string text) => _command!.Write(text);

    /// <summary>The daemon is known by another process now.</summary>
    public void Adopt(int processId) => ProcessId = processId;

    public void Send(int signal) => Signals.Send(ProcessId, signal);

    /// <summary>Waits until a text has been logged so many times.</summary>
    public void WaitForLog(string text, int times = 1) =>
        Until.IsTrue(() => Occurrences(Log, text) >= times, $"the log says {times} times: {text}", () => Log);

    /// <summary>Waits for a text in a file of the directory.</summary>
    public void WaitForText(string file, string text, int times = 1) =>
        Until.IsTrue(
            () => Occurrences(Text(file), text) >= times,
            $"{file} says {times} times: {text}",
            () => Text(file) + "\n---\n" + Log
        );

    /// <summary>Waits until the program has been spawned so many times, and gives the pid of that child.</summary>
    public int PidOf(string process, int spawn = 1)
    {
        WaitForLog($"spawned: '{process}' with pid ", spawn);
        return SpawnsOf(process)[spawn - 1];
    }

    /// <summary>The pids that a process has had.</summary>
    public int[] SpawnsOf(string process)
    {
        var start = $"spawned: '{process}' with pid ";
        return
        [
            .. Lines("supervisord.log")
                .Select(line => line.IndexOf(start, StringComparison.Ordinal) is var at and >= 0 ? line[(at + start.Length)..] : "")
                .Where(number => number.Length > 0)
                .Select(number => int.Parse(number, CultureInfo.InvariantCulture)),
        ];
    }

    /// <summary>Asks for a reload and waits until it is done.</summary>
    public void Reload()
    {
        var before = Occurrences(Log, "configuration reloaded:");
        Send(Signals.Hangup);
        WaitForLog("configuration reloaded:", before + 1);
    }

    /// <summary>Stops it with SIGTERM and waits for its end. The pid file has to be gone, and everything it started.</summary>
    public void Stop()
    {
        Send(Signals.Terminate);
        WaitForEnd();
        File.Exists(PidFile).ShouldBeFalse("the pid file is removed");
        Until.IsTrue(() => !Left().Any(), "nothing of it is left", () => DescribeLeft() + Log);
    }

    public void WaitForEnd()
    {
        Until.IsTrue(() => !Launched.IsLiving, "supervisord ends", () => Log);
        if (_command is { } command)
            command.WaitForEnd().ExitStatus.ShouldBe(0, Log);
    }

    /// <summary>Processes with the mark of this test in their environment.</summary>
    public IEnumerable<ProcessView> Left() => ProcessView.All().Where(process => process.HasVariable($"{MarkName}={_mark}"));

    public void Dispose()
    {
        if (ProcessId > 1 && Launched.IsLiving)
        {
            Send(Signals.Terminate);
            Until.Holds(() => !Launched.IsLiving);
        }
        var left = Until.Holds(() => !Left().Any()) ? "" : DescribeLeft();
        KillLeft();
        _command?.Dispose();
        System.IO.Directory.Delete(Directory, recursive: true);
        left.ShouldBeEmpty("nothing is left of what the test started");
    }

    /// <summary>How often a text occurs.</summary>
    public static int Occurrences(string text, string part) => text.Split(part).Length - 1;

    private Dictionary<string, string> Variables => new(StringComparer.Ordinal) { [MarkName] = _mark };

    private bool IsLaunched(ProcessView process) =>
        process.HasVariable($"{MarkName}={_mark}")
        && (
            process.HasVariable("SUPERVISORD_STAGE=Keeper", isPrefix: true)
            || process.HasVariable("SUPERVISORD_STAGE=ResumedKeeper", isPrefix: true)
            || process.HasVariable("SUPERVISORD_STAGE=Alone", isPrefix: true)
        );

    private static bool IsMaster(ProcessView process) => process.HasVariable("SUPERVISORD_STAGE=Master", isPrefix: true);

    private string DescribeLeft() => string.Concat(Left().Select(process => $"left: {process.ProcessId} {process.CommandLine}\n"));

    private void KillLeft() =>
        Until.Holds(() =>
        {
            var left = Left().ToArray();
            foreach (var process in left)
                Signals.Send(process.ProcessId, Signals.Kill);
            return left.Length == 0;
        });
}
