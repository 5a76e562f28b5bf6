using Serilog.Core;

namespace Supervisord.DaemonLog;

/// <summary>A sink that gathers what it is given and writes it when told that nothing more waits at the moment.</summary>
internal interface IBatchSink : ILogEventSink
{
    void EndBatch();
}
