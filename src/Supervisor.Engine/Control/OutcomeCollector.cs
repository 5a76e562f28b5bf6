using System.Collections.Immutable;
using Supervisor.Protocol.Replies;

namespace Supervisor.Engine.Control;

/// <summary>Answers a request about several processes when the last of them has come to something; in the order of their ends.</summary>
/// <param name="isReversed">What came first is told last.</param>
internal sealed class OutcomeCollector(RequestTicket ticket, bool isReversed = false)
{
    private readonly ImmutableArray<ProcessOutcome>.Builder _outcomes = ImmutableArray.CreateBuilder<ProcessOutcome>();
    private int _open = 1;

    /// <summary>One more process is waited for.</summary>
    public void Expect() => _open++;

    public void Add(ProcessOutcome outcome)
    {
        _outcomes.Add(outcome);
        Close();
    }

    /// <summary>All that is expected has been announced.</summary>
    public void Close()
    {
        if (--_open > 0)
            return;
        if (isReversed)
            _outcomes.Reverse();
        ticket.Handled(_outcomes.ToImmutable());
    }
}
