namespace Supervisor.Gateway.XmlRpc.Answers;

/// <summary>An array whose values have been laid out as they came. It can be written once, which ends it.</summary>
internal sealed record WrittenAnswer(AnswerWriter Values) : Answer
{
    public override void Write(AnswerWriter writer)
    {
        using (Values)
        {
            writer.BeginArray();
            foreach (var piece in Values.Pieces())
                writer.Write(piece.Span);
            writer.EndArray();
        }
    }
}
