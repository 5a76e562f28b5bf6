using Supervisor.Engine.Spawning;
using Supervisor.Posix;

namespace Supervisor.Engine.Gateway;

/// <summary>Children that belong to no program.</summary>
internal interface IForeignChildren
{
    /// <summary>The pids of those that there are, as far as they are known.</summary>
    IEnumerable<int> ProcessIds { get; }

    /// <summary>Whether the ended child is one of them; it is reaped by who asks.</summary>
    bool Take(in ChildExit exit);

    /// <summary>Whether the spawn was asked for by them; then they have dealt with the answer.</summary>
    bool Take(in SpawnAnswer answer);
}
