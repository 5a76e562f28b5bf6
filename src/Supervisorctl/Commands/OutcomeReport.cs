namespace Supervisorctl.Commands;

/// <summary>
/// Prints outcomes. A person sees the lines as they come. What reads them from a pipe or a file gets the names in the order in which it
/// gave them, as from the original, each as soon as those before it are done; the members of a group or of "all" come as they come.
/// </summary>
internal sealed class OutcomeReport
{
    private readonly Session _session;
    private readonly bool _printsAtOnce;
    private readonly int[] _awaited;
    private readonly List<CallOutcome>[] _outcomes;
    private int _next;

    /// <param name="awaited">How many outcomes there will be for each place.</param>
    public OutcomeReport(Session session, int[] awaited)
    {
        _session = session;
        _printsAtOnce = session.Output.IsTerminal;
        _awaited = awaited;
        _outcomes = [.. awaited.Select(_ => new List<CallOutcome>())];
    }

    public void Add(int place, CallOutcome outcome)
    {
        _outcomes[place].Add(outcome);
        if (_printsAtOnce || place == _next)
            Print(outcome);
        MoveOn();
    }

    /// <summary>The exit status is what the original's would be, which does one name after the other.</summary>
    public void SetStatus()
    {
        foreach (var outcome in _outcomes.SelectMany(outcomes => outcomes))
            _session.Status = outcome.StatusAfter(_session.Status);
    }

    private void MoveOn()
    {
        while (_next < _awaited.Length && _outcomes[_next].Count >= _awaited[_next])
        {
            _next++;
            if (_printsAtOnce || _next == _awaited.Length)
                continue;
            foreach (var outcome in _outcomes[_next])
                Print(outcome);
        }
    }

    private void Print(CallOutcome outcome)
    {
        foreach (var line in outcome.Lines)
            _session.WriteLine(line);
    }
}
