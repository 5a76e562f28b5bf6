using Supervisor.Compat.Tests.Scenarios;

namespace Supervisor.Compat.Tests;

/// <summary>The original supervisorctl.</summary>
public sealed class ClientCompatTests
{
    [SkippableFact]
    public void Commands() => SideBySide.Compare(ClientScenarios.Commands);
}
