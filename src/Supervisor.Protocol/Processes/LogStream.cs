namespace Supervisor.Protocol.Processes;

/// <summary>Which of a process' two streams.</summary>
public enum LogStream
{
    Stdout = 1,
    Stderr = 2,
}
