using System.Text;
using Shouldly;
using Supervisor.Posix;
using Supervisor.Posix.Spawning;

namespace Supervisor.TestKit;

/// <summary>A shell that is a child of the test, in a process group of its own, killed and reaped when the test is over.</summary>
public sealed class TestChild : IDisposable
{
    private readonly PublishedProcessId _published = new();
    private bool _isReaped;

    private TestChild(string script, IEnumerable<string> environment)
    {
        var specification = new ChildSpecification
        {
            Arguments = ["sh", "-c", script],
            Environment = [.. environment.Select(Encoding.UTF8.GetBytes)],
        };
        using var spawner = new ProcessSpawner();
        spawner.Spawn(specification, "/bin/sh", [], _published).Succeeded.ShouldBeTrue();
    }

    public int ProcessId => _published.Value;

    public static TestChild Start(string script, params string[] environment) => new(script, ["PATH=/usr/bin:/bin", .. environment]);

    /// <summary>It is a zombie then.</summary>
    public void WaitUntilEnded() =>
        SpinWait.SpinUntil(() => ProcessStat.TryRead(ProcessId, out var stat) && stat.HasEnded, TimeSpan.FromSeconds(30)).ShouldBeTrue();

    public ChildExit Reap()
    {
        _isReaped = true;
        return Reaper.WaitFor(ProcessId).ShouldNotBeNull();
    }

    public void Dispose()
    {
        if (_isReaped)
            return;
        ProcessSignals.SendToGroup(ProcessId, SignalNumber.Kill);
        Reap();
    }
}
