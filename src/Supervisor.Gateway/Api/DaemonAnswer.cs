namespace Supervisor.Gateway.Api;

/// <param name="State">RUNNING, RESTARTING or SHUTDOWN.</param>
internal sealed record DaemonAnswer(string Identifier, string Version, int Pid, string State, int StateCode);
