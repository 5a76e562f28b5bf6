namespace Supervisor.Gateway.Api;

/// <summary>What comes with start, stop, restart, signal, disable and enable.</summary>
/// <param name="Wait">Answer when it is done, not when it has begun.</param>
/// <param name="Signal">A number or a name with or without SIG.</param>
internal sealed record ActionBody(bool Wait = true, string? Signal = null);
