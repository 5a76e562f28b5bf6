using Supervisor.Configuration.Settings;

namespace Supervisor.Engine.Tests.Gateway;

/// <summary>The lines with their levels.</summary>
internal sealed class RecordedLog : IDaemonLog
{
    public List<(DaemonLogLevel Level, string Line)> Lines { get; } = [];

    public bool IsEnabled(DaemonLogLevel level) => true;

    public void Write(DaemonLogLevel level, string line) => Lines.Add((level, line));
}
