using Supervisor.Engine.Kernel;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Control;

/// <summary>A kernel whose processes end at the first signal that is meant to end them, unless they were told otherwise.</summary>
internal sealed class ScriptedKernel : IKernel, IDisposable
{
    private readonly LinuxKernel _linux = new();
    private readonly Dictionary<int, string> _alive = [];
    private readonly Queue<ChildExit> _ended = new();
    private readonly List<Descriptor> _pipes = [];
    private int _lastProcessId = 100;

    /// <summary>Names of programs that take no notice of any signal but SIGKILL.</summary>
    public HashSet<string> Stubborn { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of programs that may not be signalled.</summary>
    public HashSet<string> Protected { get; } = new(StringComparer.Ordinal);

    /// <summary>"TERM web", in the order in which they were sent.</summary>
    public List<string> Signals { get; } = [];

    /// <summary>Takes hold of processes that are no children; null where there are none.</summary>
    public Func<ProcessIdentity, IForeignProcess?>? Held { get; set; }

    /// <summary>Children that live.</summary>
    public IEnumerable<int> Children => _alive.Keys;

    public bool HasEnded => _ended.Count > 0;

    public int Start(string name)
    {
        _alive.Add(++_lastProcessId, name);
        return _lastProcessId;
    }

    /// <summary>An orphan has fallen to the daemon.</summary>
    public void Adopt(int processId, string name) => _alive.Add(processId, name);

    public void End(int processId, int? exitStatus, SignalNumber? signal)
    {
        _alive.Remove(processId).ShouldBeTrue();
        _ended.Enqueue(new ChildExit(processId, exitStatus, signal, false));
    }

    public int Signal(int processId, SignalNumber signal, bool toGroup)
    {
        if (!_alive.TryGetValue(processId, out var name))
            return Errno.ESRCH;
        if (Protected.Contains(name))
            return Errno.EPERM;
        Signals.Add($"{signal.Name} {name}");
        var ends = signal == SignalNumber.Kill || (signal == SignalNumber.Terminate && !Stubborn.Contains(name));
        if (ends)
            End(processId, null, signal);
        return 0;
    }

    public bool TryPeekExit(out ChildExit exit) => _ended.TryPeek(out exit);

    public void Reap(int processId) => _ended.Dequeue().ProcessId.ShouldBe(processId);

    public IProcessGroupHold? HoldGroup(int leaderProcessId) => null;

    public ProcessIdentity? Identify(int processId) => new(processId, 1);

    /// <summary>Children that have not executed their commands.</summary>
    public HashSet<int> HalfMade { get; } = [];

    public ProcessStat? Look(int processId) =>
        _alive.ContainsKey(processId) || HasEndedAs(processId) is not null
            ? new ProcessStat(processId, _alive.ContainsKey(processId) ? 'S' : 'Z', 1, processId, processId, 1, 0)
            {
                HasNeverExecuted = HalfMade.Contains(processId),
            }
            : null;

    public IForeignProcess? HoldProcess(in ProcessIdentity identity) => Held?.Invoke(identity);

    public Descriptor OpenStandardInput()
    {
        _pipes.Add(_linux.OpenStandardInput());
        return _pipes[^1];
    }

    private ChildExit? HasEndedAs(int processId) =>
        _ended.Any(exit => exit.ProcessId == processId) ? _ended.First(exit => exit.ProcessId == processId) : null;

    public void Dispose() => _pipes.ForEach(pipe => pipe.Dispose());
}
