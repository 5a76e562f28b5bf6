using Supervisor.Compat.Tests.Scenarios;

namespace Supervisor.Compat.Tests;

/// <summary>Logs by XML-RPC and supervisorctl.</summary>
public sealed class LogCompatTests
{
    [SkippableFact]
    public void Logs() => SideBySide.Compare(LogScenarios.Logs);
}
