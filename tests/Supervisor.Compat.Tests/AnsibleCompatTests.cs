using Supervisor.Compat.Tests.Scenarios;

namespace Supervisor.Compat.Tests;

/// <summary>What Ansible does, a server with a password, and the end of the daemon.</summary>
public sealed class AnsibleCompatTests
{
    [SkippableFact]
    public void As_Ansible_does_it() => SideBySide.Compare(ClientScenarios.Ansible);

    [SkippableFact]
    public void Authentication() => SideBySide.Compare(ClientScenarios.Authentication);

    [SkippableFact]
    public void Ending() => SideBySide.Compare(ClientScenarios.Ending);
}
