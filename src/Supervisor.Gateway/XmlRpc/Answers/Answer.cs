using System.Collections.Immutable;

namespace Supervisor.Gateway.XmlRpc.Answers;

/// <summary>What a call has come to.</summary>
internal abstract record Answer
{
    public static readonly Answer True = new Truth(true);

    /// <summary>Lays it out as the value of a result.</summary>
    public abstract void Write(AnswerWriter writer);

    public sealed record Truth(bool Value) : Answer
    {
        public override void Write(AnswerWriter writer) => writer.WriteTruth(Value);
    }

    public sealed record Number(long Value) : Answer
    {
        public override void Write(AnswerWriter writer) => writer.WriteNumber(Value);
    }

    public sealed record Text(string Value) : Answer
    {
        public override void Write(AnswerWriter writer) => writer.WriteText(Value);
    }

    public sealed record Texts(ImmutableArray<string> Values) : Answer
    {
        public override void Write(AnswerWriter writer)
        {
            writer.BeginArray();
            foreach (var value in Values)
                writer.WriteText(value);
            writer.EndArray();
        }
    }

    /// <summary>The call was refused (reference 3.1). Within a multicall it is one of the values.</summary>
    public sealed record Fault(int Code, string Message) : Answer
    {
        public override void Write(AnswerWriter writer)
        {
            writer.BeginStructure();
            writer.WriteMember("faultCode"u8, Code);
            writer.WriteMember("faultString"u8, Message);
            writer.EndStructure();
        }
    }

    /// <summary>
    /// A parameter that Supervisor does not foresee: the call ends in an error of HTTP, or in a fault that quotes Python's exception when it is
    /// one of a multicall (reference 3.4, 3.5).
    /// </summary>
    /// <param name="Exception">"AttributeError"</param>
    /// <param name="Message">The exception's text.</param>
    public sealed record Unforeseen(string Exception, string Message) : Answer
    {
        public override void Write(AnswerWriter writer) => Faults.Of(this).Write(writer);
    }
}
