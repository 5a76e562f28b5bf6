using Supervisor.Protocol.Requests;

namespace Supervisor.Gateway.Master;

/// <summary>The master, as the gateway knows it: something that answers requests.</summary>
public interface IMaster
{
    /// <summary>Asks, and waits for the answer. Cancelling tells the master that nobody waits any more.</summary>
    /// <exception cref="MasterGoneException">The master is gone.</exception>
    Task<MasterAnswer> AskAsync(Request request, CancellationToken cancellation);
}
