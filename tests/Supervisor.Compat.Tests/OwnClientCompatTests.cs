using Supervisor.Compat.Tests.Scenarios;

namespace Supervisor.Compat.Tests;

/// <summary>Our own supervisorctl with our daemon, beside the original pair.</summary>
public sealed class OwnClientCompatTests
{
    [SkippableFact]
    public void Commands() => SideBySide.Compare(ClientScenarios.Commands, withOwnClient: true);

    [SkippableFact]
    public void As_Ansible_does_it() => SideBySide.Compare(ClientScenarios.Ansible, withOwnClient: true);

    [SkippableFact]
    public void Authentication() => SideBySide.Compare(ClientScenarios.Authentication, withOwnClient: true);

    [SkippableFact]
    public void Ending() => SideBySide.Compare(ClientScenarios.Ending, withOwnClient: true);

    [SkippableFact]
    public void Reload() => SideBySide.Compare(ReloadScenarios.Reload, withOwnClient: true);
}
