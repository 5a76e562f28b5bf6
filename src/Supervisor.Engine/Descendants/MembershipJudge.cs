using Supervisor.Posix;

namespace Supervisor.Engine.Descendants;

/// <summary>
/// Decides whose every process is, from the process table as it was read. What it finds is signalled with the daemon's rights, so nothing
/// that a program can make up may ever point at a stranger:
/// <list type="bullet">
/// <item>A control group, and who made whom, cannot be made up.</item>
/// <item>A number of a process group or session can be taken on by a process for itself and its own children alone (setpgid(2)).</item>
/// <item>A pipe can be handed to anybody (SCM_RIGHTS), and a variable be passed to a program that runs with other rights. Both count only for
/// orphans that fell to the daemon: as it is a subreaper, these come from its own programs. And only if the program's own user started the
/// process, who could signal it as well; a program of root's could signal it anyway.</item>
/// <item>After a crash orphans may have fallen to pid 1, among which are strangers: everything about the process has to be the user's there,
/// and pipes and variables never count for root's programs. What a program that forks itself was launched for may have let go of all of
/// these: there its pid file counts, if nobody but root and the program's user can have written it, and it was written when the process was
/// there.</item>
/// </list>
/// </summary>
internal sealed class MembershipJudge
{
    private const int Init = 1;

    /// <summary>The clock of files lags behind by a tick of the kernel.</summary>
    private const ulong ClockLag = 2;

    private readonly DaemonTraits _daemon;
    private readonly IReadOnlyList<ProgramTraits> _programs;
    private readonly IProcessDetails _details;
    private readonly Dictionary<int, ProcessStat> _table;
    private readonly ILookup<int, ProcessStat> _children;
    private readonly Dictionary<int, Membership> _members = [];
    private readonly HashSet<uint> _users;

    private MembershipJudge(
        IReadOnlyList<ProcessStat> table,
        DaemonTraits daemon,
        IReadOnlyList<ProgramTraits> programs,
        IProcessDetails details
    )
    {
        _daemon = daemon;
        _programs = programs;
        _details = details;
        _table = table.ToDictionary(stat => stat.ProcessId);
        _children = table.ToLookup(stat => stat.ParentId);
        _users = [.. programs.Select(program => program.UserId)];
    }

    /// <summary>Every living process that belongs to a program.</summary>
    public static IReadOnlyCollection<Membership> Judge(
        IReadOnlyList<ProcessStat> table,
        DaemonTraits daemon,
        IReadOnlyList<ProgramTraits> programs,
        IProcessDetails details
    )
    {
        var judge = new MembershipJudge(table, daemon, programs, details);
        judge.TakeCertain();
        judge.TakeOrphans();
        judge.TakeStrays();
        judge.TakeLaunched();
        return [.. judge._members.Values.Where(member => !member.Process.HasEnded)];
    }

    private void TakeCertain()
    {
        foreach (var program in _programs)
            Take(program.MainProcessId, program, MembershipSource.MainProcess);
        foreach (var program in _programs)
        {
            if (program.ControlGroup is not { } group)
                continue;
            foreach (var processId in _details.MembersOf(group))
                Take(processId, program, MembershipSource.ControlGroup);
        }
        TakeDescendants([.. _members.Values]);
    }

    private void TakeOrphans()
    {
        foreach (var root in _daemon.Roots)
        {
            foreach (var orphan in _children[root].Where(IsOpen))
            {
                if (ByProcessGroup(orphan) is { } leader)
                    TakeTree(orphan, leader, MembershipSource.ProcessGroup);
            }
            foreach (var orphan in _children[root].Where(IsOpen))
                JudgeByBelongings(orphan, MayBeOf);
        }
    }

    private void TakeStrays()
    {
        foreach (var stray in _children[Init].Where(IsOpen))
        {
            if (ByProcessGroup(stray) is { } leader && _details.UsersOf(stray.ProcessId)?.AreAll(leader.UserId) == true)
                TakeTree(stray, leader, MembershipSource.ProcessGroup);
        }
        if (_users.All(user => user == 0))
            return;
        foreach (var stray in _children[Init].Where(IsOpen))
            JudgeByBelongings(stray, (program, users) => program.UserId != 0 && users.AreAll(program.UserId));
    }

    /// <summary>
    /// A program that forks itself may have let go of everything. What fell to the daemon since it was launched and is nobody else's is its
    /// own if its pid file says so, or if no other program is being launched whose it could be.
    /// </summary>
    private void TakeLaunched()
    {
        var launched = _programs.Where(program => program.Launch is not null).ToArray();
        if (launched.Length == 0)
            return;
        foreach (var program in launched.Where(program => program.Launch!.PidFile is not null))
        {
            if (
                _table.TryGetValue(_details.ProcessNamedIn(program.Launch!.PidFile!), out var named)
                && (MayHaveLaunched(program, named) || IsVouchedFor(program, named))
            )
                TakeTree(named, program, MembershipSource.Ancestry);
        }
        foreach (var orphan in _daemon.Roots.SelectMany(root => _children[root]))
        {
            if (launched.Where(program => MayHaveLaunched(program, orphan)).Take(2).ToArray() is [var only])
                TakeTree(orphan, only, MembershipSource.Ancestry);
        }
    }

    private bool MayHaveLaunched(ProgramTraits program, in ProcessStat orphan) =>
        IsOpen(orphan)
        && (orphan.ParentId == _daemon.Self || (program.Launch!.IsOfEarlierMaster && _daemon.Roots.Contains(orphan.ParentId)))
        && orphan.StartTime >= program.Launch!.NotBefore
        && _details.UsersOf(orphan.ProcessId) is { } users
        && MayBeOf(program, users);

    /// <summary>After the keeper and the master have both died.</summary>
    private bool IsVouchedFor(ProgramTraits program, in ProcessStat stray) =>
        program.Launch is { IsOfEarlierMaster: true, PidFile: { } file } launch
        && stray.ParentId == Init
        && IsOpen(stray)
        && stray.StartTime >= launch.NotBefore
        && _details.UsersOf(stray.ProcessId)?.AreAll(program.UserId) == true
        && _details.TrustedWritingOf(file, program.UserId) is { } written
        && stray.StartTime <= written + ClockLag;

    private static bool MayBeOf(ProgramTraits program, ProcessUsers users) => program.UserId == 0 || users.Real == program.UserId;

    /// <summary>By what a process carries about, which is looked at only where its users can be those of a program.</summary>
    private void JudgeByBelongings(in ProcessStat orphan, Func<ProgramTraits, ProcessUsers, bool> mayBeOf)
    {
        if (orphan.HasEnded || _details.UsersOf(orphan.ProcessId) is not { } users)
            return;
        if (!_programs.Any(program => mayBeOf(program, users)))
            return;
        if (ByPipe(orphan.ProcessId) is { } byPipe && mayBeOf(byPipe, users))
            TakeTree(orphan, byPipe, MembershipSource.Pipe);
        else if (ByVariable(orphan.ProcessId) is { } byVariable && mayBeOf(byVariable, users))
            TakeTree(orphan, byVariable, MembershipSource.Variable);
    }

    private ProgramTraits? ByProcessGroup(ProcessStat orphan)
    {
        foreach (var program in _programs)
        {
            foreach (var run in program.Runs)
            {
                if ((orphan.GroupId == run.ProcessId || orphan.SessionId == run.ProcessId) && run.Made(orphan.StartTime))
                    return program;
            }
        }
        return null;
    }

    /// <summary>
    /// Who holds pipes of several programs has been handed some. Who holds an end that the daemon keeps to itself is a child of the daemon
    /// that has not executed its program yet.
    /// </summary>
    private ProgramTraits? ByPipe(int processId)
    {
        ProgramTraits? found = null;
        foreach (var use in _details.PipesOf(processId))
        {
            foreach (var program in _programs)
            {
                var isRead = use.Inode == program.ReadPipe && program.ReadPipe != 0;
                if (!isRead && !program.WrittenPipes.Contains(use.Inode))
                    continue;
                var isDaemonEnd = isRead ? !use.Reads : !use.Writes;
                if (isDaemonEnd || (found is not null && !ReferenceEquals(found, program)))
                    return null;
                found = program;
            }
        }
        return found;
    }

    private ProgramTraits? ByVariable(int processId)
    {
        if (_details.VariableOf(processId, InstanceMark.VariableName) != _daemon.Mark)
            return null;
        var name = _details.VariableOf(processId, "SUPERVISOR_PROCESS_NAME");
        var group = _details.VariableOf(processId, "SUPERVISOR_GROUP_NAME");
        return _programs.FirstOrDefault(program => program.Name == name && program.GroupName == group);
    }

    /// <summary>Nobody's yet, and not one of the daemon's own.</summary>
    private bool IsOpen(ProcessStat process) =>
        !_members.ContainsKey(process.ProcessId)
        && !_daemon.Roots.Contains(process.ProcessId)
        && !_daemon.Foreign.Contains(process.ProcessId);

    private void TakeTree(in ProcessStat process, ProgramTraits program, MembershipSource source)
    {
        var member = new Membership(process, program, source);
        _members.Add(process.ProcessId, member);
        TakeDescendants([member]);
    }

    private void Take(int processId, ProgramTraits program, MembershipSource source)
    {
        if (_table.TryGetValue(processId, out var process) && IsOpen(process))
            _members.Add(processId, new Membership(process, program, source));
    }

    /// <summary>The children of members that are no members themselves, and theirs.</summary>
    private void TakeDescendants(IEnumerable<Membership> members)
    {
        var ahead = new Queue<Membership>(members);
        while (ahead.TryDequeue(out var parent))
        {
            foreach (var child in _children[parent.Process.ProcessId].Where(IsOpen))
            {
                var member = new Membership(child, parent.Program, MembershipSource.Ancestry);
                _members.Add(child.ProcessId, member);
                ahead.Enqueue(member);
            }
        }
    }
}
