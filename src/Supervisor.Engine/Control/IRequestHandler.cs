using Supervisor.Protocol.Requests;

namespace Supervisor.Engine.Control;

/// <summary>Carries out requests, on the loop's thread, without ever waiting: the answer comes at once or later, exactly once.</summary>
public interface IRequestHandler
{
    /// <param name="number">Chosen by the caller; no other request of the same caller has it now.</param>
    /// <exception cref="Supervisor.Protocol.Framing.ProtocolException">The number is that of a request under way, or too many are.</exception>
    void Handle(IRequestCaller caller, uint number, Request request);

    /// <summary>The answer is not wanted any more and will not be given; what was begun goes on.</summary>
    void Cancel(IRequestCaller caller, uint number);

    /// <summary>As if everything it asked had been cancelled.</summary>
    void CallerGone(IRequestCaller caller);
}
