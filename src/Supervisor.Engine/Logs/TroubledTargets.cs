namespace Supervisor.Engine.Logs;

/// <summary>Targets that cannot be written, and when each is tried again.</summary>
internal sealed class TroubledTargets
{
    private readonly List<LogTarget> _targets = [];

    public void Add(LogTarget target)
    {
        if (!_targets.Contains(target))
            _targets.Add(target);
    }

    public void Remove(LogTarget target) => _targets.Remove(target);

    /// <summary>When the first attempt is due that something waits for; <see cref="long.MaxValue"/> without one.</summary>
    public long NextRetry()
    {
        var next = long.MaxValue;
        foreach (var target in _targets)
        {
            if (target.IsMissed)
                next = Math.Min(next, target.RetryAt);
        }
        return next;
    }

    /// <summary>Those that are due, to be tried with one of their channels; those that are well again are forgotten.</summary>
    /// <param name="due">Cleared, and filled with the channels.</param>
    public void Retry(long now, List<LaneChannel> due)
    {
        due.Clear();
        for (var index = _targets.Count - 1; index >= 0; index--)
        {
            var target = _targets[index];
            if (!target.IsInTrouble)
                _targets.RemoveAt(index);
            else if (target.IsMissed && now >= target.RetryAt)
            {
                target.IsMissed = false;
                due.AddRange(target.Channels);
            }
        }
    }
}
