using Supervisor.Engine.Descendants;
using Supervisor.Posix;
using Supervisor.Protocol.Processes;

namespace Supervisor.Engine.Tests.Descendants;

/// <summary>A process table with what is looked up beside it, told in words. The daemon is pid 10, its keeper pid 9.</summary>
internal sealed class JudgeScene : IProcessDetails
{
    public const int Keeper = 9;
    public const int Daemon = 10;
    public const int Foreign = 11;
    public const string Mark = "abc";

    private readonly List<ProcessStat> _table = [];
    private readonly List<ProgramTraits> _programs = [];
    private readonly Dictionary<int, ProcessUsers> _users = [];
    private readonly Dictionary<int, List<PipeUse>> _pipes = [];
    private readonly Dictionary<(int, string), string> _variables = [];
    private readonly Dictionary<string, List<int>> _groups = new(StringComparer.Ordinal);

    public JudgeScene()
    {
        Process(1, 0);
        Process(Keeper, 1);
        Process(Daemon, Keeper);
        Process(Foreign, Daemon);
    }

    /// <summary>Processes whose belongings were looked at.</summary>
    public HashSet<int> LookedAt { get; } = [];

    public JudgeScene Program(string name, Func<ProgramTraits, ProgramTraits>? with = null)
    {
        var traits = new ProgramTraits(name, name, name);
        _programs.Add(with is null ? traits : with(traits));
        return this;
    }

    public JudgeScene Process(int processId, int parent, int? group = null, int? session = null, ulong start = 100, char state = 'S')
    {
        _table.Add(new ProcessStat(processId, state, parent, group ?? processId, session ?? processId, start, 0));
        return this;
    }

    /// <summary>Whom pid files can only be written by beside root, and when they were.</summary>
    public (uint UserId, ulong? WrittenAt) Trusted { get; init; }

    public JudgeScene Users(int processId, uint real, uint? effective = null)
    {
        _users[processId] = new ProcessUsers(real, effective ?? real, effective ?? real);
        return this;
    }

    public JudgeScene Reads(int processId, ulong pipe) => Holds(processId, new PipeUse(pipe, true, false));

    public JudgeScene Writes(int processId, ulong pipe) => Holds(processId, new PipeUse(pipe, false, true));

    public JudgeScene Inherits(int processId, string name, string mark = Mark)
    {
        _variables[(processId, "SUPERVISOR_PROCESS_NAME")] = name;
        _variables[(processId, "SUPERVISOR_GROUP_NAME")] = name;
        _variables[(processId, InstanceMark.VariableName)] = mark;
        return this;
    }

    public JudgeScene InGroup(string path, params int[] members)
    {
        _groups[path] = [.. members];
        return this;
    }

    /// <summary>"web: 20 main, 21 ancestry", ordered by pid, for each program that has any; joined by "; ".</summary>
    public string Judge()
    {
        var daemon = new DaemonTraits(Daemon, [Daemon, Keeper], [Foreign], Mark);
        var members = MembershipJudge.Judge(_table, daemon, _programs, this);
        var programs = members
            .GroupBy(member => member.Program.Name, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key}: {string.Join(", ", group.OrderBy(member => member.Process.ProcessId).Select(Told))}");
        return string.Join("; ", programs);
    }

    public ProcessUsers? UsersOf(int processId) => _users.TryGetValue(processId, out var users) ? users : new ProcessUsers(0, 0, 0);

    public IReadOnlyList<PipeUse> PipesOf(int processId)
    {
        LookedAt.Add(processId);
        return _pipes.GetValueOrDefault(processId) ?? [];
    }

    public string? VariableOf(int processId, string name)
    {
        LookedAt.Add(processId);
        return _variables.GetValueOrDefault((processId, name));
    }

    public int ProcessNamedIn(string pidFile) => int.Parse(pidFile, System.Globalization.CultureInfo.InvariantCulture);

    public ulong? TrustedWritingOf(string pidFile, uint userId) => userId == Trusted.UserId ? Trusted.WrittenAt : null;

    public IReadOnlyList<int> MembersOf(ControlGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return _groups.GetValueOrDefault(group.Path) ?? [];
    }

    public string? CommandOf(int processId) => null;

    private JudgeScene Holds(int processId, PipeUse use)
    {
        if (!_pipes.TryGetValue(processId, out var uses))
            _pipes.Add(processId, uses = []);
        uses.Add(use);
        return this;
    }

    private static string Told(Membership member) => $"{member.Process.ProcessId} {member.Source.Word()}";
}
