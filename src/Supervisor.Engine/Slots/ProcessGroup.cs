using Supervisor.Configuration.Settings;

namespace Supervisor.Engine.Slots;

/// <summary>A group of slots, as configured: the unit of priorities and of names.</summary>
public sealed class ProcessGroup(string name, int priority)
{
    private readonly List<ProcessSlot> _slots = [];

    public string Name { get; } = name;

    public int Priority { get; internal set; } = priority;

    /// <summary>What makes it a pool of event listeners; null for other groups.</summary>
    public EventListenerSettings? EventListener { get; internal set; }

    /// <summary>It is no longer configured and goes with its last slot.</summary>
    internal bool IsLeaving { get; set; }

    /// <summary>In starting order.</summary>
    public IReadOnlyList<ProcessSlot> Slots => _slots;

    /// <summary>For the roster, which also finds slots by name.</summary>
    internal void Add(ProcessSlot slot) => _slots.Add(slot);

    /// <summary>Likewise.</summary>
    internal void Remove(ProcessSlot slot) => _slots.Remove(slot);

    /// <summary>Puts the slots into the order of these names; those not named stay behind them.</summary>
    internal void Order(IReadOnlyList<string> names)
    {
        var place = new Dictionary<string, int>(names.Count, StringComparer.Ordinal);
        for (var index = 0; index < names.Count; index++)
            place[names[index]] = index;
        var ordered = _slots.OrderBy(slot => place.GetValueOrDefault(slot.Settings.Name, int.MaxValue)).ToArray();
        _slots.Clear();
        _slots.AddRange(ordered);
    }
}
