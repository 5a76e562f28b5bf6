namespace Supervisor.Protocol.Replies;

/// <summary>Supervisor's states of the daemon itself, with its numbers (reference 2.1).</summary>
public enum SupervisorState
{
    Shutdown = -1,
    Restarting = 0,
    Running = 1,
}
