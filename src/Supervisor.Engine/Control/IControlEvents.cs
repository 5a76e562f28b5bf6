namespace Supervisor.Engine.Control;

/// <summary>Events that requests make.</summary>
public interface IControlEvents
{
    /// <summary>A REMOTE_COMMUNICATION event (sendRemoteCommEvent).</summary>
    void RemoteCommunication(string type, string data);
}
