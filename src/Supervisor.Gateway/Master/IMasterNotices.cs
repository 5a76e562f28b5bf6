using Supervisor.Posix;
using Supervisor.Protocol.Gateway;

namespace Supervisor.Gateway.Master;

/// <summary>Takes what the master says without having been asked.</summary>
internal interface IMasterNotices
{
    /// <param name="listeners">The listening sockets, in the order of the configuration's; the receiver disposes them.</param>
    void Configure(GatewayConfiguration configuration, IReadOnlyList<Descriptor> listeners);

    /// <summary>Accept no more, finish what is under way however long that takes, and end.</summary>
    void Retire();

    /// <summary>The same within some seconds.</summary>
    void Leave();
}
