namespace Supervisor.Engine.Control;

/// <summary>Nobody listens.</summary>
public sealed class NoEvents : IControlEvents
{
    public void RemoteCommunication(string type, string data) { }
}
