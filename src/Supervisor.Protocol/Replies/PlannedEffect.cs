namespace Supervisor.Protocol.Replies;

/// <summary>What follows from the change for what runs.</summary>
public enum PlannedEffect
{
    /// <summary>Nothing at all, or it counts from the next occasion on.</summary>
    None,
    Start,
    Stop,
    Restart,
    ReopenLog,
}
