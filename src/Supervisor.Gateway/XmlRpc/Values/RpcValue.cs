using System.Numerics;

namespace Supervisor.Gateway.XmlRpc.Values;

/// <summary>A parameter of a call, as the caller wrote it.</summary>
internal abstract record RpcValue
{
    private RpcValue() { }

    /// <summary>What Python calls its type: it stands in the texts of some faults.</summary>
    public abstract string PythonType { get; }

    /// <summary>Also what came as base64 or without a type.</summary>
    public sealed record Text(string Value) : RpcValue
    {
        public override string PythonType => "str";
    }

    /// <summary>Of any size: XML-RPC has 32 bits, its clients more.</summary>
    public sealed record Integer(BigInteger Value) : RpcValue
    {
        public override string PythonType => "int";
    }

    public sealed record Truth(bool Value) : RpcValue
    {
        public override string PythonType => "bool";
    }

    public sealed record Real(double Value) : RpcValue
    {
        public override string PythonType => "float";
    }

    public sealed record Time(DateTime Value) : RpcValue
    {
        public override string PythonType => "datetime.datetime";
    }

    public sealed record List(IReadOnlyList<RpcValue> Items) : RpcValue
    {
        public override string PythonType => "list";
    }

    /// <summary>Members in the order in which they came; of equal names the last one counts.</summary>
    public sealed record Structure(OrderedDictionary<string, RpcValue> Members) : RpcValue
    {
        public override string PythonType => "dict";
    }

    /// <summary>nil, and every type that is not known and has no text.</summary>
    public sealed record Nothing : RpcValue
    {
        public static readonly Nothing Instance = new();

        public override string PythonType => "NoneType";
    }
}
