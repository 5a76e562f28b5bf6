using System.Collections.Immutable;
using Supervisor.Engine.Kernel;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Spawning;
using Supervisor.Posix;

namespace Supervisor.Engine.Descendants;

/// <summary>
/// Finds the processes of programs. What a look at a few files can tell is told at once; all else is searched for elsewhere, in one search
/// for all who ask meanwhile.
/// </summary>
internal sealed class DescendantFinder(DescendantParts parts, Roster roster, SpawnWatch spawns)
{
    private readonly List<Inquiry> _asked = [];
    private readonly List<Inquiry> _waiting = [];
    private bool _isSearching;

    /// <summary>The pids of the daemon's children that are no programs.</summary>
    public Func<IEnumerable<int>> ForeignProcesses { get; set; } = () => [];

    /// <summary>This process: its children are those whose ends it is told of.</summary>
    public int Self => parts.Roots[0].ProcessId;

    public IProcesses Processes => parts.Processes;

    /// <summary>Somebody waits for an answer.</summary>
    public bool IsSearching => _isSearching;

    /// <summary>Tells all that the slots' programs have, main processes included.</summary>
    public void Find(IReadOnlyCollection<ProcessSlot> slots, Action<IReadOnlyList<Descendant>> found)
    {
        // A search that has begun may have read past what is asked for.
        _asked.Add(new Inquiry([.. slots], found));
        Search();
    }

    /// <summary>A search has ended.</summary>
    public void Answered(SearchAnswer answer)
    {
        _isSearching = false;
        var answered = _waiting.ToArray();
        _waiting.Clear();
        var found = answer.Found.Select(Known).OfType<Descendant>().ToArray();
        foreach (var inquiry in answered)
            inquiry.Found([.. found.Where(descendant => inquiry.Slots.Contains(descendant.Owner))]);
        Search();
    }

    /// <summary>
    /// Children that have been made since the search began are known by now: they are main processes, whatever the search has taken them for.
    /// Null for one that is another's.
    /// </summary>
    private Descendant? Known(Descendant descendant)
    {
        var processId = descendant.Process.ProcessId;
        if (ForeignProcesses().Contains(processId))
            return null;
        var owner = roster.FindByProcessId(processId) ?? spawns.FindByPublishedId(processId);
        return owner is null ? descendant
            : ReferenceEquals(owner, descendant.Owner) ? descendant with { Source = MembershipSource.MainProcess }
            : null;
    }

    /// <summary>
    /// True when a quick look shows that none but the main process can be there: nobody lives in the slot's control group, and no child of
    /// the daemon is unaccounted for.
    /// </summary>
    public bool HasSurelyNone(ProcessSlot slot) => HaveSurelyNone([slot]);

    /// <summary>The same of several, with one look at the children.</summary>
    public bool HaveSurelyNone(IReadOnlyList<ProcessSlot> slots) =>
        !slots.Any(slot => parts.ControlGroups.Of(slot.Settings)?.HasMembers() == true) && !HasUnknownChildren();

    /// <summary>True when an orphan has fallen to the daemon, or it cannot be known.</summary>
    private bool HasUnknownChildren()
    {
        var children = new List<int>();
        foreach (var root in LivingRoots())
        {
            if (!parts.Processes.TryReadChildren(root, children))
                return true;
        }
        return children.Exists(child => !IsKnown(child) && parts.Processes.Find(child) is { HasEnded: false });
    }

    /// <summary>The main process has ended and has not been reaped.</summary>
    public void NoteEnd(ProcessSlot slot, int processId)
    {
        if (parts.Processes.Find(processId) is { } stat)
            slot.Kinship.NoteRun(new PastRun(processId, stat.StartTime, parts.Processes.Now));
    }

    private bool IsKnown(int processId) =>
        roster.FindByProcessId(processId) is not null
        || parts.Roots.Any(root => root.ProcessId == processId)
        || ForeignProcesses().Contains(processId)
        || spawns.FindByPublishedId(processId) is not null;

    private void Search()
    {
        if (_isSearching || _asked.Count == 0)
            return;
        _isSearching = true;
        _waiting.AddRange(_asked);
        _asked.Clear();
        var daemon = new DaemonTraits(Self, [.. LivingRoots()], [.. ForeignProcesses()], parts.Mark);
        var wanted = _waiting.SelectMany(inquiry => inquiry.Slots).ToHashSet();
        parts.Processes.Search(new SearchQuestion(daemon, [.. roster.Slots.Select(TraitsOf)], wanted));
    }

    private ProgramTraits TraitsOf(ProcessSlot slot)
    {
        var kinship = slot.Kinship;
        kinship.LookAt(slot.Pipes);
        var main = slot.KnownProcessId;
        return new ProgramTraits(slot, slot.Settings.GroupName, slot.Settings.Name)
        {
            MainProcessId = main,
            UserId = slot.Settings.User?.UserId ?? parts.UserId,
            ControlGroup = parts.ControlGroups.Of(slot.Settings),
            ReadPipe = kinship.ReadPipe,
            WrittenPipes = kinship.WrittenPipes,
            Launch = slot.Launch?.Traits,
            Runs = main != 0 && parts.Processes.Find(main) is { } stat ? kinship.Runs.Add(Present(stat)) : kinship.Runs,
        };
    }

    /// <summary>The pid of one that has died may be a stranger's by now, whose children are no orphans of ours.</summary>
    private IEnumerable<int> LivingRoots() =>
        parts
            .Roots.Where(root => root.ProcessId == Self || parts.Processes.Find(root.ProcessId)?.Identity == root)
            .Select(root => root.ProcessId);

    private static PastRun Present(in ProcessStat main) => new(main.ProcessId, main.StartTime, ulong.MaxValue);

    private sealed record Inquiry(ImmutableHashSet<object> Slots, Action<IReadOnlyList<Descendant>> Found);
}
