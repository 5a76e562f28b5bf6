namespace Supervisor.Gateway.Api;

/// <summary>It is done, and there is nothing more to tell.</summary>
/// <param name="Code">SUCCESS.</param>
internal sealed record DoneAnswer(string Code);
