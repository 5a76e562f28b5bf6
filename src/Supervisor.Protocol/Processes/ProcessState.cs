namespace Supervisor.Protocol.Processes;

/// <summary>Supervisor's eight states with its numbers, which clients know.</summary>
public enum ProcessState
{
    Stopped = 0,
    Starting = 10,
    Running = 20,
    Backoff = 30,
    Stopping = 40,
    Exited = 100,
    Fatal = 200,
    Unknown = 1000,
}
