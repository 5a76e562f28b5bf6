using Supervisor.Engine.Descendants;
using Supervisor.Engine.Kernel;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Control;

/// <summary>
/// A process table of the children of a <see cref="ScriptedKernel"/> and of what else the test says there is. All have the same start time
/// but those that the test makes later. The daemon is pid 10.
/// </summary>
internal sealed class ScriptedProcesses : IProcesses, IProcessDetails
{
    public const int Daemon = 10;
    private const ulong Beginning = 100;

    private readonly Dictionary<int, ProcessStat> _others = [];
    private readonly Queue<SearchQuestion> _questions = new();
    private readonly HashSet<int> _stubborn = [];

    public ScriptedKernel Kernel { get; set; } = null!;

    /// <summary>Searches are not answered.</summary>
    public bool HoldsSearches { get; set; }

    /// <summary>"TERM 500", in the order in which they were sent to processes that are no children.</summary>
    public List<string> Signals { get; } = [];

    /// <summary>Pid files with what they say.</summary>
    public Dictionary<string, int> PidFiles { get; } = new(StringComparer.Ordinal);

    public DescendantParts Parts => new(this, ProgramControlGroups.None, "mark", [new ProcessIdentity(Daemon, 1)], 0);

    public ulong Now { get; set; } = Beginning;

    /// <summary>A process of the group of another: an orphan, unless a parent is named.</summary>
    public void Add(int processId, int group, int parent = Daemon, bool isStubborn = false)
    {
        _others.Add(processId, new ProcessStat(processId, 'S', parent, group, group, Now, 0));
        if (isStubborn)
            _stubborn.Add(processId);
    }

    public void Remove(int processId) => _others.Remove(processId).ShouldBeTrue();

    public bool Has(int processId) => _others.ContainsKey(processId);

    public SearchAnswer? Answer() =>
        !HoldsSearches && _questions.TryDequeue(out var question) ? ProcessSearcher.Answer(question, [.. Table()], this) : null;

    public ProcessStat? Find(int processId) =>
        _others.TryGetValue(processId, out var stat) ? stat
        // A child that has ended is there until it is reaped.
        : processId > Daemon ? Child(processId)
        : null;

    public bool TryReadChildren(int processId, ICollection<int> children)
    {
        foreach (var stat in Table().Where(stat => stat.ParentId == processId))
            children.Add(stat.ProcessId);
        return true;
    }

    public void Search(SearchQuestion question) => _questions.Enqueue(question);

    public IForeignProcess? Hold(ProcessIdentity identity) => Has(identity.ProcessId) ? new Held(this, identity.ProcessId) : null;

    public ProcessUsers? UsersOf(int processId) => new ProcessUsers(0, 0, 0);

    public IReadOnlyList<PipeUse> PipesOf(int processId) => [];

    public string? VariableOf(int processId, string name) => null;

    public int ProcessNamedIn(string pidFile) => PidFiles.GetValueOrDefault(pidFile);

    public ulong? TrustedWritingOf(string pidFile, uint userId) => null;

    public IReadOnlyList<int> MembersOf(ControlGroup group) => [];

    public string? CommandOf(int processId) => $"command {processId}";

    private IEnumerable<ProcessStat> Table() =>
        Kernel.Children.Where(child => !_others.ContainsKey(child)).Select(Child).Concat(_others.Values);

    private static ProcessStat Child(int processId) => new(processId, 'S', Daemon, processId, Daemon, Beginning, 0);

    private void Signal(int processId, SignalNumber signal)
    {
        Signals.Add($"{signal.Name} {processId}");
        if (signal == SignalNumber.Kill || !_stubborn.Contains(processId))
            _others.Remove(processId);
    }

    /// <summary>As where the kernel has no pidfds: nobody tells of its end.</summary>
    private sealed class Held(ScriptedProcesses processes, int processId) : IForeignProcess
    {
        public int? Descriptor => null;

        public ChildExit? Exit => null;

        public bool IsGone => !processes.Has(processId);

        public int Signal(SignalNumber signal, bool toGroup)
        {
            processes.Signal(processId, signal);
            return 0;
        }

        public void Dispose() { }
    }
}
