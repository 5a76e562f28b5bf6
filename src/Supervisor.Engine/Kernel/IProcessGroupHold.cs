namespace Supervisor.Engine.Kernel;

/// <summary>A process group whose leader has ended. Nobody tells when its last member ends: it is looked at.</summary>
public interface IProcessGroupHold : IRemains;
