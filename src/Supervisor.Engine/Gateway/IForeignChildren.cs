using Supervisor.Engine.Spawning;
using Supervisor.Posix;

namespace Supervisor.Engine.Gateway;

/// <summary>Children that belong to no program.</summary>
internal interface IForeignChildren
{
    /// <summary>The pid of the one that there is; 0 without one.</summary>
    int ProcessId { get; }

    /// <summary>Whether the ended child is one of them; it is reaped by who asks.</summary>
    bool Take(in ChildExit exit);

    /// <summary>Whether the spawn was asked for by them; then they have dealt with the answer.</summary>
    bool Take(in SpawnAnswer answer);
}
