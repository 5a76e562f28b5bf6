using System.Diagnostics.CodeAnalysis;
using Supervisor.Engine.Events;

namespace Supervisor.Engine.Listeners;

/// <summary>The events of a pool that wait for a listener, the oldest first. When it is full the oldest makes room.</summary>
internal sealed class EventBuffer(int capacity)
{
    private readonly LinkedList<NumberedEvent> _events = new();
    private int _capacity = capacity;

    public int Count => _events.Count;

    public int Capacity => _capacity;

    /// <summary>Takes an event in at the end.</summary>
    /// <returns>The one that had to make room, or null.</returns>
    public NumberedEvent? Add(NumberedEvent last)
    {
        var lost = MakeRoom();
        _events.AddLast(last);
        return lost;
    }

    /// <summary>Takes an event back at the head: it comes next.</summary>
    /// <returns>The one that had to make room: the oldest of the others.</returns>
    public NumberedEvent? Return(NumberedEvent first)
    {
        var lost = MakeRoom();
        _events.AddFirst(first);
        return lost;
    }

    public bool TryPeek([MaybeNullWhen(false)] out NumberedEvent first)
    {
        first = _events.First?.Value;
        return first is not null;
    }

    /// <summary>Takes one out, wherever it stands; null when it is not there.</summary>
    public NumberedEvent? Take(long poolSerial)
    {
        var found = _events.FirstOrDefault(waiting => waiting.PoolSerial == poolSerial);
        if (found is not null)
            _events.Remove(found);
        return found;
    }

    public void RemoveFirst() => _events.RemoveFirst();

    /// <summary>Another size.</summary>
    /// <returns>Those that had to go because it is smaller, the oldest first.</returns>
    public IReadOnlyList<NumberedEvent> Resize(int capacity)
    {
        _capacity = capacity;
        var lost = new List<NumberedEvent>();
        while (_events.Count > capacity)
        {
            lost.Add(_events.First!.Value);
            _events.RemoveFirst();
        }
        return lost;
    }

    private NumberedEvent? MakeRoom()
    {
        if (_events.Count < _capacity)
            return null;
        var oldest = _events.First?.Value;
        if (oldest is not null)
            _events.RemoveFirst();
        return oldest;
    }
}
