namespace Supervisor.Gateway.Authentication;

/// <summary>
/// Checks that cost much computation: one at a time, so that wrong passwords from everywhere take one processor at most, and each caller's in
/// turn, so that whoever sends many waits behind himself and the others wait for one of his.
/// </summary>
internal sealed class SlowChecks : IDisposable
{
    /// <summary>Checks of one caller that wait or are under way.</summary>
    public const int MostOfCaller = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<object, Turn> _turns = [];
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Null, at once, when too many of this caller's wait already.</summary>
    /// <param name="caller">Compared by its value.</param>
    public async Task<bool?> RunAsync(object caller, Func<bool> check, CancellationToken aborted)
    {
        if (TryQueue(caller) is not { } turn)
            return null;
        try
        {
            await turn.Own.WaitAsync(aborted);
            try
            {
                await _one.WaitAsync(aborted);
                try
                {
                    return check();
                }
                finally
                {
                    _one.Release();
                }
            }
            finally
            {
                turn.Own.Release();
            }
        }
        finally
        {
            Leave(caller, turn);
        }
    }

    public void Dispose() => _one.Dispose();

    private Turn? TryQueue(object caller)
    {
        lock (_lock)
        {
            if (!_turns.TryGetValue(caller, out var turn))
                _turns.Add(caller, turn = new Turn());
            if (turn.Count == MostOfCaller)
                return null;
            turn.Count++;
            return turn;
        }
    }

    private void Leave(object caller, Turn turn)
    {
        lock (_lock)
        {
            if (--turn.Count > 0)
                return;
            _turns.Remove(caller);
        }
        turn.Own.Dispose();
    }

    /// <summary>The checks of one caller.</summary>
    private sealed class Turn
    {
        public SemaphoreSlim Own { get; } = new(1);

        public int Count { get; set; }
    }
}
