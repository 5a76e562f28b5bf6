using Supervisor.Engine.Descendants;
using Supervisor.Engine.Journal;
using Supervisor.Engine.Recovery;
using Supervisor.Engine.States;
using Supervisor.Engine.Tests.Control;
using Supervisor.Engine.Tests.Gateway;
using Supervisor.Engine.Tests.Recovery;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Descendants;

/// <summary>Processes of which nobody but the journal tells. The daemon is pid 10, the main process is, or was, pid 7.</summary>
public sealed class AbandonedProcessesTests : IChildEvidence, IProcessDetails
{
    private const int Main = 7;
    private const ulong MainStart = 100;
    private const ulong Out = 7002;
    private readonly RecordedLog _log = new();
    private readonly List<ProcessStat> _table = [new(1, 'S', 0, 1, 1, 1, 0), new(10, 'S', 1, 10, 10, 500, 0)];
    private readonly Dictionary<int, uint> _users = [];
    private readonly Dictionary<int, ulong> _pipes = [];
    private readonly HashSet<int> _members = [];
    private ProcessIdentity? _living;

    [Fact]
    public void Descendants_of_a_main_process_that_lives_are_found_and_not_it_itself()
    {
        _living = new ProcessIdentity(Main, MainStart);
        Add(Main, 1, start: MainStart);
        Add(30, Main);
        Add(31, 30);
        Add(32, 1);
        Find().ShouldBe([30, 31]);
    }

    [Fact]
    public void Of_one_that_has_ended_its_group_its_control_group_and_its_pipe_tell_older_ones_first()
    {
        Add(30, 1, group: Main, start: 300);
        Add(31, 1, start: 200);
        _members.Add(31);
        Add(32, 1, start: 250);
        _pipes[32] = Out;
        Add(33, 1, start: 250);
        Find(user: "nobody").ShouldBe([31, 32, 30]);
    }

    [Fact]
    public void Pipes_of_roots_program_may_be_with_anybody()
    {
        Add(32, 1);
        _pipes[32] = Out;
        Find().ShouldBeEmpty();
    }

    /// <summary>Its number was free, so its group had no members any more.</summary>
    [Fact]
    public void Where_another_has_its_pid_the_group_of_that_number_is_not_its()
    {
        Add(Main, 1, start: MainStart + 1);
        Add(30, 1, group: Main);
        Find().ShouldBeEmpty();
        _table.RemoveAll(stat => stat.ProcessId == Main);
        Add(Main, 1, start: MainStart, state: 'Z');
        Find().ShouldBe([30]);
    }

    [Fact]
    public void A_stranger_in_its_group_is_not_its_own()
    {
        Add(30, 1, group: Main);
        _users[30] = 1234;
        Find().ShouldBeEmpty();
    }

    [Fact]
    public void Where_nothing_can_be_read_nothing_is_found_and_it_is_said_why()
    {
        Find(table: () => throw new IOException("no /proc")).ShouldBeEmpty();
        _log.Lines.ShouldHaveSingleItem()
            .Line.ShouldContain("it cannot be seen which processes programs have beside their main ones: no /proc");
    }

    ChildEvidence IChildEvidence.Find(SlotRecord record) => throw new NotSupportedException();

    ProcessIdentity? IChildEvidence.FindLiving(SlotRecord record) => _living;

    ProcessUsers? IProcessDetails.UsersOf(int processId)
    {
        var user = _users.GetValueOrDefault(processId);
        return new ProcessUsers(user, user, user);
    }

    IReadOnlyList<PipeUse> IProcessDetails.PipesOf(int processId) =>
        _pipes.TryGetValue(processId, out var pipe) ? [new PipeUse(pipe, Reads: false, Writes: true)] : [];

    string? IProcessDetails.VariableOf(int processId, string name) => null;

    int IProcessDetails.ProcessNamedIn(string pidFile) => 0;

    ulong? IProcessDetails.TrustedWritingOf(string pidFile, uint userId) => null;

    IReadOnlyList<int> IProcessDetails.MembersOf(ControlGroup group) => [.. _members];

    string? IProcessDetails.CommandOf(int processId) => null;

    private void Add(int processId, int parent, int? group = null, ulong start = 200, char state = 'S') =>
        _table.Add(new ProcessStat(processId, state, parent, group ?? processId, group ?? processId, start, 0));

    private int[] Find(string? user = null, Func<IReadOnlyList<ProcessStat>>? table = null)
    {
        var configuration = TextConfiguration.Read("[program.web]\ncommand = 'cat'\n");
        var settings = configuration.Groups.Single().Processes.Single();
        if (user is not null)
        {
            settings = settings with { User = new UserAccount(user, 65534, 65534, [], "/") };
            foreach (var stat in _table)
                _users.TryAdd(stat.ProcessId, 65534);
        }
        var record = Records.Of("web", ProcessState.Running, ChildPresence.Alive) with { ChildStartTime = MainStart, StdoutInode = Out };
        var slot = new RecoveredSlot(record, settings);
        var daemon = new DaemonTraits(10, [10], [], JudgeScene.Mark);
        var groups = ProgramControlGroups.Named(new ControlGroup("/g"), JudgeScene.Mark);
        var processes = new AbandonedProcesses(this, groups, daemon, 0, table ?? (() => _table), this, _log);
        return [.. processes.Find([slot], [slot])[slot].Select(identity => identity.ProcessId)];
    }
}
