using Supervisor.Gateway.XmlRpc.Answers;

namespace Supervisor.Gateway.XmlRpc.Methods;

/// <summary>Carries a call out.</summary>
internal delegate Task<Answer> MethodHandler(Arguments arguments, CancellationToken cancellation);
