using Supervisor.Posix;

namespace Supervisor.Engine.Recovery;

/// <summary>What has become of the child that a record speaks of.</summary>
/// <param name="Exit">How it ended, for <see cref="ChildWhereabouts.Gone"/>.</param>
public readonly record struct ChildEvidence(ChildWhereabouts Whereabouts, ProcessIdentity Identity = default, ChildExit Exit = default);
