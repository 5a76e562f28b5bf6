using Supervisor.Engine.Loop;

namespace Supervisor.Engine.Tests.Control;

/// <summary>A service manager that remembers what it was told.</summary>
internal sealed class RecordedService : IServiceManager
{
    public List<string> Told { get; } = [];

    public void Ready(string status) => Told.Add($"ready: {status}");

    public void Reloading(string status) => Told.Add($"reloading: {status}");

    public void Stopping() => Told.Add("stopping");
}
