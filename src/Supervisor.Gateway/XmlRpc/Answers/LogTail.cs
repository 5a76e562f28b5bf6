namespace Supervisor.Gateway.XmlRpc.Answers;

/// <summary>The end of a log.</summary>
/// <param name="Offset">Where the next tail is to begin.</param>
/// <param name="Overflows">There is more than was asked for.</param>
internal sealed record LogTail(Answer Content, long Offset, bool Overflows) : Answer
{
    /// <summary>There is no log.</summary>
    public static readonly LogTail None = Empty(0);

    /// <summary>There is one, which cannot be read.</summary>
    public static LogTail Empty(long offset) => new(new Text(""), offset, Overflows: false);

    public override void Write(AnswerWriter writer)
    {
        writer.BeginArray();
        Content.Write(writer);
        writer.WriteNumber(Offset);
        writer.WriteTruth(Overflows);
        writer.EndArray();
    }
}
