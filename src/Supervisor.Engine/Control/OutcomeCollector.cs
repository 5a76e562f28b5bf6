using Supervisor.Protocol.Replies;

namespace Supervisor.Engine.Control;

/// <summary>
/// Answers a request about several processes when the last of them has come to something; in the order of the processes, whichever came to
/// it first.
/// </summary>
/// <param name="refusedFirst">First those for which nothing could be begun are told, as clients know it where ends are waited for.</param>
/// <param name="isReversed">What was expected first is told last.</param>
internal sealed class OutcomeCollector(RequestTicket ticket, bool refusedFirst, bool isReversed = false)
{
    private readonly List<ProcessOutcome?> _outcomes = [];
    private int _open = 1;

    /// <summary>One more process is waited for.</summary>
    /// <returns>Whom to tell its outcome.</returns>
    public Action<ProcessOutcome> Expect()
    {
        var place = _outcomes.Count;
        _outcomes.Add(null);
        _open++;
        return outcome =>
        {
            _outcomes[place] = outcome;
            Close();
        };
    }

    /// <summary>What has come of the one that was expected at this place, counted from 0; null when nothing has yet.</summary>
    public ProcessOutcome? OutcomeAt(int place) => _outcomes[place];

    /// <summary>All that is expected has been announced.</summary>
    public void Close()
    {
        if (--_open > 0)
            return;
        if (isReversed)
            _outcomes.Reverse();
        ticket.Handled([.. _outcomes.OfType<ProcessOutcome>().OrderBy(outcome => !refusedFirst || HasBegun(outcome.Result))]);
    }

    private static bool HasBegun(ControlResult result) => result is ControlResult.Success or ControlResult.AbnormalTermination;
}
