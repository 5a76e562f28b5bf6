using Supervisor.Gateway.Master;
using Supervisor.Gateway.XmlRpc.Answers;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Gateway.XmlRpc.Methods;

/// <summary>Turns requests to the master into answers to callers.</summary>
internal sealed class MasterCalls(IMaster master)
{
    /// <param name="answerOf">Null for a reply that is not expected. A refusal becomes a fault unless this makes something else of it.</param>
    public async Task<Answer> AskAsync(Request request, Func<Reply, Answer?> answerOf, CancellationToken cancellation)
    {
        var answer = await master.AskAsync(request, cancellation);
        using (answer.File)
            return answerOf(answer.Reply) ?? Otherwise(request, answer.Reply);
    }

    /// <summary>For a request that is answered by Done.</summary>
    public Task<Answer> DoAsync(Request request, CancellationToken cancellation) =>
        AskAsync(request, reply => reply is Reply.Done ? Answer.True : null, cancellation);

    /// <summary>The descriptor that comes with the reply is the caller's.</summary>
    public Task<MasterAnswer> OpenAsync(Request request, CancellationToken cancellation) => master.AskAsync(request, cancellation);

    private static Answer.Fault Otherwise(Request request, Reply reply) =>
        reply is Reply.Refused refused
            ? Faults.Of(refused)
            : throw new InvalidOperationException($"{reply.GetType().Name} is no reply to {request.GetType().Name}");
}
