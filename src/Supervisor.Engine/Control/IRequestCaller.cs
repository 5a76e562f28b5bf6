using Supervisor.Posix;
using Supervisor.Protocol.Replies;

namespace Supervisor.Engine.Control;

/// <summary>Who asked, and is told the answer; on the loop's thread.</summary>
public interface IRequestCaller
{
    /// <param name="number">The request's.</param>
    /// <param name="descriptor">Sent along; its ownership passes to the caller.</param>
    void Answer(uint number, Reply reply, Descriptor? descriptor = null);
}
