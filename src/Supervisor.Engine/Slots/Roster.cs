namespace Supervisor.Engine.Slots;

/// <summary>All groups and slots, and the ways in which they are found.</summary>
public sealed class Roster
{
    private readonly Dictionary<string, ProcessGroup> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<int, ProcessSlot> _byProcessId = [];

    /// <summary>Null after a change: sorted again when somebody looks.</summary>
    private ProcessGroup[]? _ordered;

    /// <summary>By (priority, name): the order in which they start.</summary>
    public IReadOnlyList<ProcessGroup> Groups => _ordered ??= Sorted();

    /// <summary>Every slot, group by group in starting order.</summary>
    public IEnumerable<ProcessSlot> Slots => Groups.SelectMany(group => group.Slots);

    public ProcessGroup? FindGroup(string name) => _groups.GetValueOrDefault(name);

    public ProcessSlot? Find(string group, string process) =>
        FindGroup(group)?.Slots.FirstOrDefault(slot => string.Equals(slot.Settings.Name, process, StringComparison.Ordinal));

    /// <summary>The slot whose child this is.</summary>
    public ProcessSlot? FindByProcessId(int processId) => _byProcessId.GetValueOrDefault(processId);

    internal ProcessGroup AddGroup(string name, int priority)
    {
        var group = new ProcessGroup(name, priority);
        _groups.Add(name, group);
        _ordered = null;
        return group;
    }

    internal void SetPriority(ProcessGroup group, int priority)
    {
        group.Priority = priority;
        _ordered = null;
    }

    internal void RemoveGroup(ProcessGroup group)
    {
        _groups.Remove(group.Name);
        _ordered = null;
    }

    internal void SetProcessId(ProcessSlot slot, int processId) => _byProcessId[processId] = slot;

    /// <summary>Forgets the pid, unless it has become another slot's.</summary>
    internal void ForgetProcessId(ProcessSlot slot, int processId)
    {
        if (ReferenceEquals(FindByProcessId(processId), slot))
            _byProcessId.Remove(processId);
    }

    private ProcessGroup[] Sorted() =>
        [.. _groups.Values.OrderBy(group => group.Priority).ThenBy(group => group.Name, StringComparer.Ordinal)];
}
