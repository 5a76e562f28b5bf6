using Supervisor.Posix;

namespace Supervisor.Engine.Recovery;

/// <summary>What has become of the child that a record speaks of.</summary>
/// <param name="Exit">How it ended, for <see cref="ChildWhereabouts.Gone"/>.</param>
/// <param name="IsHalfMade">It has not executed its command: it is held up in its start, or has ended there.</param>
public readonly record struct ChildEvidence(
    ChildWhereabouts Whereabouts,
    ProcessIdentity Identity = default,
    ChildExit Exit = default,
    bool IsHalfMade = false
);
