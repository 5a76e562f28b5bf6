using Supervisor.Posix;

namespace Supervisor.Engine.Sockets;

/// <summary>The sockets that another process has open.</summary>
public interface IForeignSockets
{
    /// <summary>Copies one after the other and hands each to the caller, who owns it, until that wants no more.</summary>
    /// <param name="take">Returns false when it wants no more.</param>
    /// <returns>0, or the errno of what keeps them from being copied.</returns>
    int Copy(in ProcessIdentity process, Predicate<Descriptor> take);
}
