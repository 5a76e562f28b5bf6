using Supervisor.Protocol.Replies;

namespace Supervisor.Engine.Control;

/// <summary>The calls that carry out one request, a process each, and what has come of them.</summary>
internal sealed class RequestCalls(OutcomeCollector collector)
{
    private readonly List<(ProcessName Name, ProcessCall? Call)> _calls = [];

    /// <summary>How far they have come; null while one of them has still something to do itself.</summary>
    public CallProgress? Progress =>
        _calls.Exists(entry => entry.Call is { Place: not null, OnlyWaits: false })
            ? null
            : new CallProgress(
                [
                    .. _calls.Select(
                        (entry, place) => new PassedProcess(entry.Name, entry.Call?.Stage ?? CallStage.Waiting, collector.OutcomeAt(place))
                    ),
                ],
                null
            );

    /// <summary>The calls that there are for the processes.</summary>
    public IEnumerable<ProcessCall> All => _calls.Select(entry => entry.Call).OfType<ProcessCall>();

    public void Add(ProcessCall call) => _calls.Add((call.Name, call));

    /// <summary>One that has come to something before, or cannot come to anything any more.</summary>
    public void AddEnded(ProcessOutcome outcome)
    {
        _calls.Add((outcome.Name, null));
        collector.Expect()(outcome);
    }
}
