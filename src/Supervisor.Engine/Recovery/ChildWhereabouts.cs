namespace Supervisor.Engine.Recovery;

/// <summary>Where the child of a record is now.</summary>
public enum ChildWhereabouts
{
    /// <summary>None was ever made, or the record speaks of none.</summary>
    NeverMade,

    /// <summary>A child of this very process, which has executed itself: alive, or ended and not reaped.</summary>
    Ours,

    /// <summary>The keeper has inherited it: alive, or ended and kept from being reaped.</summary>
    WithKeeper,

    /// <summary>Alive, and somebody else's child.</summary>
    Elsewhere,

    /// <summary>Ended and reaped.</summary>
    Gone,
}
