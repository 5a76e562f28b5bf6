using Supervisor.Compat.Tests.Scenarios;

namespace Supervisor.Compat.Tests;

/// <summary>Other configurations.</summary>
public sealed class ReloadCompatTests
{
    [SkippableFact]
    public void Reload() => SideBySide.Compare(ReloadScenarios.Reload);
}
