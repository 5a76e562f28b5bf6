namespace Supervisor.Engine.States;

/// <summary>What there is of the process in the kernel, as far as the machine has been told.</summary>
public enum ChildPresence
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A spawn has been asked for and has not been answered.</summary>
    Spawning,

    /// <summary>A child that has not been reaped.</summary>
    Alive,

    /// <summary>The child is gone; others of its process group are still there and are being stopped.</summary>
    GroupOnly,
}
