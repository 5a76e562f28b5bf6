using System.Globalization;
using System.Text.Json;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Recovery;

/// <summary>A daemon with a control socket whose roles are killed, and what is known of its programs whatever becomes of it.</summary>
internal sealed class RecoveryDaemon : IDisposable
{
    private const string Server = "[unix_http_server]\nfile = '@/s.sock'\n";
    private readonly HttpCaller _caller;

    public RecoveryDaemon(string programs, string daemon = "")
    {
        Seed = Random.Shared.Next();
        Console.WriteLine($"random seed {Seed}");
        Random = new Random(Seed);
        Process = new SupervisordProcess(Server + programs, daemon);
        _caller = new HttpCaller(Process.At("s.sock"));
    }

    public int Seed { get; }
    public Random Random { get; }
    public SupervisordProcess Process { get; }

    /// <summary>The launched process, which may have become another one.</summary>
    public int Keeper => int.TryParse(Process.Text("supervisord.pid"), CultureInfo.InvariantCulture, out var pid) ? pid : 0;

    /// <summary>The master, whoever is its parent now; waits for one.</summary>
    public int Master()
    {
        var found = 0;
        Until.IsTrue(() => (found = TryFindMaster()) != 0, "there is a master", () => Process.Log);
        return found;
    }

    public void Configure(string programs, string daemon = "") => Process.Configure(Server + programs, daemon);

    public void Start() => Process.StartDaemon();

    /// <summary>Kills the master and waits until it is gone.</summary>
    public void KillMaster() => Kill(Master());

    public static void Kill(int processId)
    {
        Signals.Send(processId, Signals.Kill);
        Until.IsTrue(() => !new ProcessView(processId).IsLiving, $"pid {processId} is gone");
    }

    /// <summary>Kills the keeper; the master goes on alone and can be found by a new one.</summary>
    public void KillKeeper()
    {
        var keeper = Keeper;
        var told = SupervisordProcess.Occurrences(Process.Log, "the keeper is gone");
        Kill(keeper);
        Process.WaitForLog("the keeper is gone", told + 1);
    }

    /// <summary>Neither sees the other's end: both are stopped before the first is killed.</summary>
    public void KillBoth()
    {
        var (keeper, master) = (Keeper, Master());
        Signals.Send(keeper, Signals.Stop);
        Signals.Send(master, Signals.Stop);
        Kill(keeper);
        Kill(master);
    }

    /// <summary>Starts supervisord once more and waits until the pid file names its keeper.</summary>
    public void StartAgain()
    {
        var before = Keeper;
        var result = Process.RunBeside(SupervisordExecutable.Path, "-c", Process.Configuration);
        result.ExitStatus.ShouldBe(0, result.Error + Process.Log);
        Until.IsTrue(() => Keeper != before && new ProcessView(Keeper).IsLiving, "there is a new keeper", () => result.Error + Process.Log);
        Process.Adopt(Keeper);
    }

    /// <summary>Waits until the daemon answers.</summary>
    public void AwaitAnswers() => Until.IsTrue(() => TryCall("supervisor.getState") == "1", "the daemon answers", () => Process.Log);

    /// <summary>The answer of a call; null when there is none because its master died.</summary>
    public string? TryCall(string method, params string[] parameters)
    {
        try
        {
            return _caller.Call(method, parameters);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>What the daemon says of a process.</summary>
    public ProcessReport Report(string name)
    {
        JsonElement? found = null;
        Until.IsTrue(() => (found = TryGet("/api/v1/processes/" + name)) is not null, "the daemon answers", () => Process.Log);
        return ProcessReport.Of(found!.Value);
    }

    /// <summary>Waits until the daemon says so of a process.</summary>
    public ProcessReport Await(string name, Func<ProcessReport, bool> condition, string what)
    {
        var report = Report(name);
        Until.IsTrue(() => condition(report = Report(name)), $"{name} {what}", () => report + "\n" + Process.Log);
        return report;
    }

    public ProcessReport AwaitState(string name, string state) => Await(name, report => report.State == state, "is " + state);

    /// <summary>Every process of this test that has the words in its command line.</summary>
    public IReadOnlyList<int> PidsOf(string words) =>
        [
            .. Process
                .Left()
                .Where(process => CommandLineOf(process).Contains(words, StringComparison.Ordinal))
                .Select(process => process.ProcessId),
        ];

    public void Dispose()
    {
        File.WriteAllText(Process.At("stop"), "");
        if (Keeper is var keeper and > 1 && new ProcessView(keeper).IsLiving)
            Process.Adopt(keeper);
        _caller.Dispose();
        Process.Dispose();
    }

    private int TryFindMaster() =>
        Process
            .Left()
            .FirstOrDefault(process => process.IsLiving && process.HasVariable("SUPERVISORD_STAGE=Master", isPrefix: true))
            ?.ProcessId
        ?? 0;

    private JsonElement? TryGet(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(_caller.Get(path));
            // An answer without a state is a refusal, such as of a daemon that does not know the process yet.
            return document.RootElement.TryGetProperty("state", out _) ? document.RootElement.Clone() : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TaskCanceledException or JsonException)
        {
            return null;
        }
    }

    private static string CommandLineOf(ProcessView process)
    {
        try
        {
            return process.CommandLine;
        }
        catch (IOException)
        {
            return "";
        }
    }
}
