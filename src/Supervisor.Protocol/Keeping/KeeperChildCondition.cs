namespace Supervisor.Protocol.Keeping;

/// <summary>What a process is to the keeper.</summary>
public enum KeeperChildCondition
{
    /// <summary>No child of it.</summary>
    Stranger = 0,

    /// <summary>A child that lives.</summary>
    Alive = 1,

    /// <summary>A child that has ended, kept from being reaped.</summary>
    Ended = 2,
}
