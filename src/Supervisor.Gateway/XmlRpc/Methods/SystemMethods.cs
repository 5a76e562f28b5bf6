using Supervisor.Gateway.XmlRpc.Answers;
using Supervisor.Gateway.XmlRpc.Values;
using Supervisor.Protocol.Replies;

namespace Supervisor.Gateway.XmlRpc.Methods;

/// <summary>Methods about methods, and many calls in one (reference 3.4).</summary>
internal sealed class SystemMethods(MethodTable methods, MemoryBudget answers)
{
    private const string Multicall = "system.multicall";

    public IEnumerable<Method> Table() =>
        [
            new(
                "system.listMethods",
                "Lists the methods that there are.",
                [],
                "array",
                "Their names, sorted.",
                (_, _) => Task.FromResult<Answer>(new Answer.Texts(methods.Names))
            ),
            new(
                "system.methodHelp",
                "Tells what a method does.",
                [Parameter.Method],
                "string",
                "The text.",
                (arguments, _) => Task.FromResult(Describe(arguments[0], method => new Answer.Text(method.Help)))
            ),
            new(
                "system.methodSignature",
                "Tells the types of a method's result and parameters.",
                [Parameter.Method],
                "array",
                "The type of the result, then those of the parameters.",
                (arguments, _) => Task.FromResult(Describe(arguments[0], method => new Answer.Texts(method.Signature)))
            ),
            new(
                Multicall,
                "Makes several calls, one after the other.",
                [Parameter.Calls],
                "array",
                "What each has come to: its result itself, or a structure with faultCode and faultString.",
                (arguments, cancellation) => CallAllAsync(arguments[0], cancellation)
            ),
        ];

    private Answer Describe(RpcValue name, Func<Method, Answer> answerOf) =>
        name is RpcValue.Text text && methods.Find(text.Value) is { } method ? answerOf(method) : Faults.SignatureUnsupported;

    private async Task<Answer> CallAllAsync(RpcValue calls, CancellationToken cancellation)
    {
        if (calls is RpcValue.Text text)
            return text.Value.Length == 0 ? new Answer.Texts([]) : Unforeseen(calls, "pop");
        if (calls is not RpcValue.List list)
            return Faults.IncorrectParameters;
        var values = new AnswerWriter(answers);
        var isDone = false;
        try
        {
            foreach (var call in list.Items)
            {
                if (call is not RpcValue.Structure structure)
                    return Unforeseen(call, "get");
                (await CallAsync(structure.Members, cancellation)).Write(values);
            }
            isDone = true;
            return new WrittenAnswer(values);
        }
        finally
        {
            if (!isDone)
                values.Dispose();
        }
    }

    private Task<Answer> CallAsync(OrderedDictionary<string, RpcValue> call, CancellationToken cancellation)
    {
        var name = call.GetValueOrDefault("methodName", RpcValue.Nothing.Instance);
        var parameters = ParametersOf(call);
        return name switch
        {
            RpcValue.Nothing => Refuse("No methodName"),
            RpcValue.Text { Value: Multicall } => Refuse("Recursive system.multicall forbidden"),
            RpcValue.Text text when parameters is not null => methods.CallAsync(text.Value, parameters, cancellation),
            RpcValue.Text text => Task.FromResult<Answer>(
                methods.Find(text.Value) is null ? Faults.UnknownMethod : Faults.IncorrectParameters
            ),
            _ => Task.FromResult<Answer>(Unforeseen(name, "split")),
        };
    }

    /// <summary>Whatever Python takes for several values; null for anything else.</summary>
    private static IReadOnlyList<RpcValue>? ParametersOf(OrderedDictionary<string, RpcValue> call) =>
        call.GetValueOrDefault("params") switch
        {
            null => [],
            RpcValue.List list => list.Items,
            RpcValue.Text text => [.. text.Value.EnumerateRunes().Select(rune => new RpcValue.Text(rune.ToString()))],
            RpcValue.Structure structure => [.. structure.Members.Keys.Select(name => new RpcValue.Text(name))],
            _ => null,
        };

    private static Task<Answer> Refuse(string why) => Task.FromResult<Answer>(Faults.Of(ControlResult.IncorrectParameters, why));

    private static Answer.Unforeseen Unforeseen(RpcValue value, string attribute) =>
        new("AttributeError", $"'{value.PythonType}' object has no attribute '{attribute}'");
}
