using Supervisor.Gateway.XmlRpc.Values;

namespace Supervisor.Gateway.XmlRpc.Reading;

/// <summary>One call, read.</summary>
internal sealed record MethodCall(string Name, IReadOnlyList<RpcValue> Parameters);
