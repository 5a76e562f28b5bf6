using Serilog.Core;
using Serilog.Events;
using Supervisord.DaemonLog;

namespace Supervisord.Tests.DaemonLog;

internal sealed class FailureRecorder : IFailureListener
{
    public List<string> Reports { get; } = [];
    public List<string> Rescued { get; } = [];

    public void Report(ILogEventSink failing, LogEvent notice) => Reports.Add(notice.RenderMessage());

    public void Rescue(ILogEventSink failing, LogEvent line) => Rescued.Add(line.RenderMessage());
}
