using Supervisor.Posix;

namespace Supervisor.Engine.Keeping;

/// <summary>What the keeper tells. Called on the loop's thread.</summary>
public interface IKeeperNotices
{
    /// <summary>A signal was sent to the keeper.</summary>
    void Received(in ReceivedSignal signal);

    /// <summary>A child of the keeper has ended; the keeper reaps it when it is told to, and tells of no other before.</summary>
    void Ended(in ChildExit exit);

    /// <summary>A new keeper has come, which is the launched process from now on.</summary>
    void Attached(int keeperId);

    /// <summary>The keeper is gone.</summary>
    void Lost();
}
