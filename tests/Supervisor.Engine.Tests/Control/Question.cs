using Supervisor.Engine.Control;
using Supervisor.Posix;
using Supervisor.Protocol.Replies;

namespace Supervisor.Engine.Tests.Control;

/// <summary>One request of one caller, and what became of it.</summary>
internal sealed class Question : IRequestCaller
{
    public Reply? Reply { get; private set; }

    public Descriptor? Descriptor { get; private set; }

    public bool IsAnswered => Reply is not null;

    /// <summary>"web Success", "web NoFile can't find command": the outcomes of an answered request in their order.</summary>
    public IReadOnlyList<string> Outcomes =>
        [
            .. Reply
                .ShouldBeOfType<Reply.ProcessesHandled>()
                .Outcomes.Select(outcome => $"{outcome.Name.DisplayName} {outcome.Result} {outcome.Detail}".TrimEnd()),
        ];

    /// <summary>The only outcome.</summary>
    public string Outcome => Outcomes.ShouldHaveSingleItem();

    /// <summary>"BadName web".</summary>
    public string Refusal
    {
        get
        {
            var refused = Reply.ShouldBeOfType<Reply.Refused>();
            return $"{refused.Result} {refused.Detail}".TrimEnd();
        }
    }

    public IReadOnlyList<ProcessSnapshot> Processes => Reply.ShouldBeOfType<Reply.ProcessesListed>().Processes;

    public void Answer(uint number, Reply reply, Descriptor? descriptor = null)
    {
        Reply.ShouldBeNull("a request is answered once");
        (Reply, Descriptor) = (reply, descriptor);
    }
}
