using System.Collections.Frozen;
using System.Collections.Immutable;
using Supervisor.Gateway.Master;
using Supervisor.Gateway.XmlRpc.Answers;
using Supervisor.Gateway.XmlRpc.Values;

namespace Supervisor.Gateway.XmlRpc.Methods;

/// <summary>Every method that callers may call: those of reference 3.3 and 3.4.</summary>
internal sealed class MethodTable
{
    private readonly FrozenDictionary<string, Method> _methods;

    /// <param name="answers">What answers may take of memory.</param>
    public MethodTable(IMaster master, MemoryBudget answers)
    {
        var calls = new MasterCalls(master);
        _methods = new DaemonMethods(calls)
            .Table()
            .Concat(new ProcessMethods(calls).Table())
            .Concat(new LogMethods(calls).Table())
            .Concat(new SystemMethods(this, answers).Table())
            .ToFrozenDictionary(method => method.Name, StringComparer.Ordinal);
        Names = [.. _methods.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>Sorted.</summary>
    public ImmutableArray<string> Names { get; }

    public Method? Find(string name) => _methods.GetValueOrDefault(name);

    public Task<Answer> CallAsync(string name, IReadOnlyList<RpcValue> parameters, CancellationToken cancellation) =>
        Find(name)?.CallAsync(parameters, cancellation) ?? Task.FromResult<Answer>(Faults.UnknownMethod);
}
