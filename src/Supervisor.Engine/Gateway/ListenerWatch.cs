using Supervisor.Engine.Loop;
using Supervisor.Posix;

namespace Supervisor.Engine.Gateway;

/// <summary>Waits at the listening sockets for the first connection, which it leaves in the kernel's queue.</summary>
internal sealed class ListenerWatch(ILoopDescriptors descriptors, Action connected) : IReadinessTarget
{
    private readonly List<int> _watched = [];

    public void Begin(IReadOnlyList<ControlServer> servers)
    {
        End();
        foreach (var server in servers)
        {
            descriptors.Watch(server.Socket.Number, ReadinessEvents.Readable, this);
            _watched.Add(server.Socket.Number);
        }
    }

    /// <summary>To be called before a socket is closed.</summary>
    public void End()
    {
        foreach (var descriptor in _watched)
            descriptors.Forget(descriptor);
        _watched.Clear();
    }

    public void Ready(ReadinessEvents events) => connected();
}
