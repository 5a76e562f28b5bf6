using Supervisorctl.Connection;

namespace Supervisorctl.Commands;

/// <summary>One of several calls that are under way at the same time, each on a connection of its own.</summary>
/// <param name="Place">Which of the typed names it is for.</param>
/// <param name="Rank">Calls are sent in this order; those of a later rank when the server has had time to take the earlier ones.</param>
/// <param name="Send">Sends the request.</param>
/// <param name="Receive">Waits for the answer, on another thread.</param>
internal sealed record PendingCall(
    int Place,
    (int Group, int Process) Rank,
    Action<HttpConnection> Send,
    Func<HttpConnection, CallOutcome> Receive
);
