using System.Collections.Immutable;
using System.Text;
using Supervisor.Gateway.XmlRpc.Answers;
using Supervisor.Gateway.XmlRpc.Values;

namespace Supervisor.Gateway.XmlRpc.Methods;

/// <summary>One method that callers may call.</summary>
/// <param name="Summary">What it does, for methodHelp.</param>
/// <param name="ReturnType">XML-RPC's name of the type of its result.</param>
/// <param name="ReturnMeaning">What the result is, for methodHelp.</param>
internal sealed record Method(
    string Name,
    string Summary,
    ImmutableArray<Parameter> Parameters,
    string ReturnType,
    string ReturnMeaning,
    MethodHandler Handler
)
{
    /// <summary>methodSignature: the type of the result, then those of the parameters.</summary>
    public ImmutableArray<string> Signature => [ReturnType, .. Parameters.Select(parameter => parameter.Type)];

    /// <summary>methodHelp: in the form that clients read tags from.</summary>
    public string Help
    {
        get
        {
            var text = new StringBuilder(Summary).Append("\n\n");
            foreach (var parameter in Parameters)
                text.Append("@param ")
                    .Append(parameter.Type)
                    .Append(' ')
                    .Append(parameter.Name)
                    .Append(' ')
                    .Append(parameter.Meaning)
                    .Append('\n');
            return text.Append("@return ").Append(ReturnType).Append(" result ").Append(ReturnMeaning).ToString();
        }
    }

    /// <summary>The same under an older name.</summary>
    public Method Alias(string name) => this with { Name = name };

    /// <summary>Calls it, unless the number of parameters or the type of one of them is wrong.</summary>
    public Task<Answer> CallAsync(IReadOnlyList<RpcValue> values, CancellationToken cancellation)
    {
        if (values.Count > Parameters.Length || values.Count < Parameters.Count(parameter => !parameter.IsOptional))
            return Task.FromResult<Answer>(Faults.IncorrectParameters);
        for (var index = 0; index < values.Count; index++)
        {
            if (Parameters[index].Check(values[index]) is { } refusal)
                return Task.FromResult(refusal);
        }
        return Handler(new Arguments(values), cancellation);
    }
}
