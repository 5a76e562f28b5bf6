namespace Supervisor.Engine.Slots;

/// <summary>What follows once a slot that is being stopped has stopped.</summary>
public enum SlotIntent
{
    /// <summary>It stays stopped.</summary>
    None,

    /// <summary>It is started again.</summary>
    Restart,

    /// <summary>It is removed.</summary>
    Remove,

    /// <summary>It was removed and is configured again: it begins anew, and starts if it starts by itself.</summary>
    Return,
}
