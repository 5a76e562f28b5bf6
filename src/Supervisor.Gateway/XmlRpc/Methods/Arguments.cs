using Supervisor.Gateway.XmlRpc.Values;

namespace Supervisor.Gateway.XmlRpc.Methods;

/// <summary>The parameters of a call, whose number and kinds have been checked.</summary>
internal readonly struct Arguments(IReadOnlyList<RpcValue> values)
{
    public int Count => values.Count;

    public RpcValue this[int index] => values[index];

    /// <summary>Of one that has to be a text.</summary>
    public string Text(int index) => ((RpcValue.Text)values[index]).Value;

    /// <summary>Whether Python takes it for true; true when it is left out, as everything that is optional is here.</summary>
    public bool IsTrue(int index) =>
        index >= values.Count
        || values[index] switch
        {
            RpcValue.Text text => text.Value.Length > 0,
            RpcValue.Integer integer => !integer.Value.IsZero,
            RpcValue.Truth truth => truth.Value,
            RpcValue.Real real => real.Value != 0,
            RpcValue.List list => list.Items.Count > 0,
            RpcValue.Structure structure => structure.Members.Count > 0,
            RpcValue.Nothing => false,
            _ => true,
        };
}
