namespace Supervisor.Gateway.Api;

/// <param name="State">RUNNING, RESTARTING or SHUTDOWN.</param>
/// <param name="MasterPid">The process that supervises: the daemon's own, or a child of it.</param>
/// <param name="Upgrades">How often the daemon has gone over to another executable; whoever asked for that knows by it that it is done.</param>
internal sealed record DaemonAnswer(string Identifier, string Version, int Pid, string State, int StateCode, int MasterPid, int Upgrades);
