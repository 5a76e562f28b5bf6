using System.Collections.Immutable;

namespace Supervisorctl.XmlRpc;

/// <summary>A value of XML-RPC (http://xmlrpc.com/spec.md).</summary>
internal abstract record XmlRpcValue
{
    public sealed record Text(string Value) : XmlRpcValue;

    public sealed record Number(int Value) : XmlRpcValue;

    public sealed record Flag(bool Value) : XmlRpcValue;

    public sealed record Sequence(ImmutableArray<XmlRpcValue> Content) : XmlRpcValue;

    public sealed record Structure(IReadOnlyDictionary<string, XmlRpcValue> Members) : XmlRpcValue
    {
        /// <summary>Empty when there is no such member, or it is no text.</summary>
        public string TextOf(string name) => Members.GetValueOrDefault(name) is Text text ? text.Value : "";

        /// <summary>0 when there is no such member, or it is no number.</summary>
        public int NumberOf(string name) =>
            Members.GetValueOrDefault(name) switch
            {
                Number number => number.Value,
                Flag flag => flag.Value ? 1 : 0,
                _ => 0,
            };
    }

    /// <summary>The items of an array; none for any other value.</summary>
    public ImmutableArray<XmlRpcValue> Items => this is Sequence sequence ? sequence.Content : [];
}
