namespace Supervisor.Engine.States;

/// <summary>States that one step went through on its way, in the order of their bits; each is announced like the last one.</summary>
[Flags]
public enum PassedStates
{
    None = 0,

    /// <summary>It had been up for startsecs when it ended, but was still STARTING.</summary>
    Running = 1,

    /// <summary>It exited, and is FATAL because it has been restarted too often, or is in BACKOFF because its one run failed.</summary>
    Exited = 2,
}
