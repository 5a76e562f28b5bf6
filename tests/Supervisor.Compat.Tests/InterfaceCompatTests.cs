using Supervisor.Compat.Tests.Scenarios;

namespace Supervisor.Compat.Tests;

/// <summary>XML-RPC itself.</summary>
public sealed class InterfaceCompatTests
{
    [SkippableFact]
    public void Parameters() => SideBySide.Compare(InterfaceScenarios.Parameters);

    [SkippableFact]
    public void Introspection() => SideBySide.Compare(InterfaceScenarios.Introspection);

    [SkippableFact]
    public void Bodies() => SideBySide.Compare(InterfaceScenarios.Bodies);
}
