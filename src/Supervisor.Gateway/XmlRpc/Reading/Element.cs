using System.Text;
using Supervisor.Gateway.XmlRpc.Values;

namespace Supervisor.Gateway.XmlRpc.Reading;

/// <summary>An element of a call while it is read, and as its parent sees it.</summary>
/// <param name="name">"" for one in a namespace: it is none of XML-RPC's.</param>
internal sealed class Element(string name)
{
    private static readonly List<Element> None = [];
    private List<Element>? _children;
    private RpcValue _value = RpcValue.Nothing.Instance;
    private StringBuilder? _pieces;

    public string Name { get; } = name;

    /// <summary>The text before the first child; for those that mean a value, once they are read, this value.</summary>
    public RpcValue Value
    {
        get
        {
            if (_pieces is not null)
                _value = new RpcValue.Text(_pieces.ToString());
            _pieces = null;
            return _value;
        }
    }

    public IReadOnlyList<Element> Children => _children ?? None;

    /// <summary>Null without any, or when it has become another value.</summary>
    public string? Text => (Value as RpcValue.Text)?.Value;

    public void Add(Element child) => (_children ??= []).Add(child);

    public void AddText(ReadOnlySpan<char> text)
    {
        if (_children is not null)
            return;
        // A long text comes in pieces, and so does one that comments cut.
        if (_pieces is not null)
            _pieces.Append(text);
        else if (_value is RpcValue.Text before)
            _pieces = new StringBuilder(before.Value).Append(text);
        else
            _value = new RpcValue.Text(text.ToString());
    }

    /// <summary>What is inside has become this value.</summary>
    public void Become(RpcValue value)
    {
        _value = value;
        _pieces = null;
        _children = null;
    }
}
