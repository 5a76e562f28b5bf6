using Supervisor.Compat.Tests.Scenarios;

namespace Supervisor.Compat.Tests;

/// <summary>Processes by XML-RPC.</summary>
public sealed class ProcessCompatTests
{
    [SkippableFact]
    public void Processes() => SideBySide.Compare(ProcessScenarios.Processes);

    [SkippableFact]
    public void Standard_input() => SideBySide.Compare(ProcessScenarios.StandardInput);

    [SkippableFact]
    public void States() => SideBySide.Compare(ProcessScenarios.States);
}
