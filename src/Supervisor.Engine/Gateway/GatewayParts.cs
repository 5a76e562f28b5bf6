namespace Supervisor.Engine.Gateway;

/// <param name="Servers">Open already.</param>
/// <param name="Command">How a gateway is executed.</param>
public sealed record GatewayParts(ControlServers Servers, GatewayCommand Command);
