using Supervisor.Engine.Control;

namespace Supervisor.Simulation.Tests.Schedules;

/// <summary>Nobody asks for log files here.</summary>
internal sealed class NoLogFiles : ILogFiles
{
    public void Open(string path, object ticket) => throw new NotSupportedException();

    public void Clear(IReadOnlyList<ClearedLog> logs, object ticket) => throw new NotSupportedException();
}
