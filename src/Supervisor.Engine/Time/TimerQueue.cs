namespace Supervisor.Engine.Time;

/// <summary>The timers of the loop: a binary heap whose entries know their place, so that moving one costs no search and no memory.</summary>
public sealed class TimerQueue
{
    private readonly List<LoopTimer> _heap = [];

    /// <summary>The nearest moment, or null when nothing is waited for.</summary>
    public MonotonicTime? NextDue => _heap.Count == 0 ? null : _heap[0].Due;

    /// <summary>Sets the timer, or moves it if it is set.</summary>
    public void Set(LoopTimer timer, MonotonicTime due)
    {
        ArgumentNullException.ThrowIfNull(timer);
        timer.Due = due;
        if (!timer.IsSet)
        {
            timer.Position = _heap.Count;
            _heap.Add(timer);
        }
        Settle(timer);
    }

    /// <summary>Cancels the timer; nothing happens if it is not set.</summary>
    public void Cancel(LoopTimer timer)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if (!timer.IsSet)
            return;
        var last = _heap[^1];
        var gap = timer.Position;
        _heap.RemoveAt(_heap.Count - 1);
        timer.Position = LoopTimer.NotQueued;
        if (ReferenceEquals(last, timer))
            return;
        Place(last, gap);
        Settle(last);
    }

    /// <summary>Fires every timer that is due, also those that a fired one sets to a moment not later than now.</summary>
    public void FireDue(MonotonicTime now)
    {
        while (_heap.Count > 0 && _heap[0].Due <= now)
        {
            var timer = _heap[0];
            Cancel(timer);
            timer.Fire();
        }
    }

    private void Settle(LoopTimer timer)
    {
        RiseFrom(timer.Position);
        SinkFrom(timer.Position);
    }

    private void RiseFrom(int position)
    {
        var timer = _heap[position];
        while (position > 0 && timer.Due < _heap[(position - 1) / 2].Due)
        {
            Place(_heap[(position - 1) / 2], position);
            position = (position - 1) / 2;
        }
        Place(timer, position);
    }

    private void SinkFrom(int position)
    {
        var timer = _heap[position];
        while (true)
        {
            var child = (2 * position) + 1;
            if (child >= _heap.Count)
                break;
            if (child + 1 < _heap.Count && _heap[child + 1].Due < _heap[child].Due)
                child++;
            if (timer.Due <= _heap[child].Due)
                break;
            Place(_heap[child], position);
            position = child;
        }
        Place(timer, position);
    }

    private void Place(LoopTimer timer, int position)
    {
        _heap[position] = timer;
        timer.Position = position;
    }
}
