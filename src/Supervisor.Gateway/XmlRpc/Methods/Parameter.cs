using Supervisor.Gateway.XmlRpc.Answers;
using Supervisor.Gateway.XmlRpc.Values;
using Supervisor.Protocol.Replies;

namespace Supervisor.Gateway.XmlRpc.Methods;

/// <summary>One parameter of a method: how it is documented, and what Supervisor does with a value of another type.</summary>
/// <param name="Check">Null for a value that the method can take.</param>
internal sealed record Parameter(string Type, string Name, string Meaning, Func<RpcValue, Answer?> Check)
{
    /// <summary>It may be left out, and so may all that follow it.</summary>
    public bool IsOptional { get; init; }

    public static readonly Parameter Process = new("string", "name", "The process: 'name' or 'group:name'.", MustBeSplit);

    public static readonly Parameter Processes = Process with
    {
        Meaning = "The process: 'name' or 'group:name'; 'group:*' for all of a group.",
    };

    public static readonly Parameter Group = new("string", "name", "The group.", MustBeKey);

    public static readonly Parameter Signal = new("string", "signal", "A name with or without SIG, or a number.", SignalText.Check);

    public static readonly Parameter Waits = new("boolean", "wait", "Answer only when it is done. True when left out.", Anything)
    {
        IsOptional = true,
    };

    public static readonly Parameter Offset = new("int", "offset", "Where to begin, in bytes; below 0 from the end.", Anything);

    public static readonly Parameter Length = new("int", "length", "How many bytes; 0 for all that follow.", Anything);

    public static readonly Parameter MostBytes = Length with { Meaning = "How many bytes at most." };

    public static readonly Parameter Characters = new("string", "chars", "What to send, in UTF-8.", MustBeText);

    public static readonly Parameter EventType = new("string", "type", "The event's type, for its listeners to know it by.", Anything);

    public static readonly Parameter EventData = new("string", "data", "The event's content.", Anything);

    public static readonly Parameter Method = new("string", "name", "The method.", Anything);

    public static readonly Parameter Calls = new("array", "calls", "Structures with methodName and, if there are any, params.", Anything);

    private static Answer? Anything(RpcValue value) => null;

    private static Answer.Unforeseen? MustBeSplit(RpcValue value) =>
        value is RpcValue.Text ? null : new Answer.Unforeseen("AttributeError", $"'{value.PythonType}' object has no attribute 'split'");

    /// <summary>Anything that Python could look up is a name, though none that there is.</summary>
    private static Answer.Fault? MustBeKey(RpcValue value) =>
        value switch
        {
            RpcValue.Text => null,
            RpcValue.List or RpcValue.Structure => Faults.IncorrectParameters,
            _ => Faults.Quoting(ControlResult.BadName, value),
        };

    private static Answer.Fault? MustBeText(RpcValue value) =>
        value is RpcValue.Text ? null : Faults.Quoting(ControlResult.IncorrectParameters, value);
}
