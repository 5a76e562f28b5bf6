using Supervisor.Protocol.Replies;

namespace Supervisor.Gateway.XmlRpc.Answers;

/// <summary>What reloadConfig found: the three lists, one level deeper than one would think, as clients take them apart.</summary>
internal sealed record GroupsAnswer(Reply.GroupsCompared Groups) : Answer
{
    public override void Write(AnswerWriter writer)
    {
        writer.BeginArray();
        writer.BeginArray();
        new Texts(Groups.Added).Write(writer);
        new Texts(Groups.Changed).Write(writer);
        new Texts(Groups.Removed).Write(writer);
        writer.EndArray();
        writer.EndArray();
    }
}
