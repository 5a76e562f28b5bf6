using Serilog.Core;
using Serilog.Events;

namespace Supervisord.DaemonLog;

/// <summary>Where a sink that cannot write turns to. Called on the sink's own thread; must not block.</summary>
internal interface IFailureListener
{
    /// <summary>Once per outage: what has failed, and why.</summary>
    void Report(ILogEventSink failing, LogEvent notice);

    /// <summary>An error line that the failing sink could not write, for wherever else it can be read.</summary>
    void Rescue(ILogEventSink failing, LogEvent line);
}
