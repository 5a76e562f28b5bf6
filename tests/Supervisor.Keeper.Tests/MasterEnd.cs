using Supervisor.Posix;
using Supervisor.Protocol.Keeping;

namespace Supervisor.Keeper.Tests;

/// <summary>A connection of the keeper with a test at the master's end of it.</summary>
internal sealed class MasterEnd : IDisposable
{
    private readonly Epoll _epoll = new(1);
    private FrameSocket? _far;

    public MasterEnd() => Connection = new MasterConnection(_epoll, 1);

    public MasterConnection Connection { get; }

    /// <summary>A master comes, in place of the one before.</summary>
    public void Come()
    {
        _far?.Dispose();
        var (near, far) = DescriptorSocket.CreatePair();
        Connection.Open(near);
        _far = new FrameSocket(far, KeeperFrame.Length);
    }

    public void Go()
    {
        Connection.Dispose();
        _far?.Dispose();
    }

    /// <summary>All that it was sent.</summary>
    public List<KeeperFrame> Received()
    {
        Connection.Flush();
        var frames = new List<KeeperFrame>();
        while (_far!.TryReceive(out var bytes, out _))
            frames.Add(KeeperFrame.Read(bytes));
        return frames;
    }

    public void Dispose()
    {
        Go();
        _epoll.Dispose();
    }
}
