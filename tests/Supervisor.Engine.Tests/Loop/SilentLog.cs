using Supervisor.Configuration.Settings;

namespace Supervisor.Engine.Tests.Loop;

internal sealed class SilentLog : IDaemonLog
{
    public bool IsEnabled(DaemonLogLevel level) => false;

    public void Write(DaemonLogLevel level, string line) { }
}
