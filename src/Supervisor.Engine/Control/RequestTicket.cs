using System.Collections.Immutable;
using Supervisor.Posix;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Engine.Control;

/// <summary>One request that has not been answered yet: whom the answer goes to. It is answered once; after a cancellation nobody is told.</summary>
internal sealed class RequestTicket(IRequestCaller caller, uint number, Request request, Action<RequestTicket> ended)
{
    public IRequestCaller Caller { get; } = caller;

    public uint Number { get; } = number;

    public Request Request { get; } = request;

    /// <summary>How far it has come, which is all that the next master needs to answer it; null when that one could not.</summary>
    public Func<CallProgress?> Progress { get; set; } = () => null;

    /// <summary>False once it has been answered or cancelled.</summary>
    public bool IsOpen { get; private set; } = true;

    public void Answer(Reply reply, Descriptor? descriptor = null)
    {
        if (!IsOpen)
        {
            descriptor?.Dispose();
            return;
        }
        IsOpen = false;
        ended(this);
        Caller.Answer(Number, reply, descriptor);
    }

    public void Refuse(ControlResult result, string detail) => Answer(new Reply.Refused(result, detail));

    public void Handled(ImmutableArray<ProcessOutcome> outcomes) => Answer(new Reply.ProcessesHandled(outcomes));

    /// <summary>What is to be cleared away when nobody waits any more; what was begun goes on without it.</summary>
    public Action? Cancelled { get; set; }

    public void Cancel()
    {
        IsOpen = false;
        Cancelled?.Invoke();
    }
}
