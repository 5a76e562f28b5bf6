using Serilog.Core;
using Serilog.Events;
using Supervisor.Configuration.Settings;

namespace Supervisord.DaemonLog;

/// <summary>
/// Takes each event to the sinks that are in use now. Before the configuration is read, events are kept, and sorted out by the level
/// when it is known. Any thread may log while another changes the sinks.
/// </summary>
internal sealed class LogRouter : ILogEventSink, IFailureListener
{
    /// <summary>Of lines before the log is opened; there are a handful, and one for each mistake in the configuration.</summary>
    private const int MostEarlyLines = 1000;

    private sealed record Routes(DaemonLogLevel Level, BackgroundSink[] Sinks, BackgroundSink LastResort);

    private readonly Lock _opening = new();
    private readonly List<LogEvent> _early = [];
    private Routes? _routes;

    public void Emit(LogEvent logEvent)
    {
        if (Volatile.Read(ref _routes) is { } routes)
            Emit(routes, logEvent);
        else
            EmitEarly(logEvent);
    }

    /// <param name="lastResort">For failures that no other sink could show.</param>
    public void Route(DaemonLogLevel level, BackgroundSink[] sinks, BackgroundSink lastResort)
    {
        var routes = new Routes(level, sinks, lastResort);
        lock (_opening)
        {
            foreach (var line in _early)
                Emit(routes, line);
            _early.Clear();
            Volatile.Write(ref _routes, routes);
        }
    }

    /// <summary>The events that no sink has had, because there was none yet. They are no longer kept.</summary>
    public IReadOnlyList<LogEvent> TakeEarly()
    {
        lock (_opening)
        {
            LogEvent[] early = [.. _early];
            _early.Clear();
            return early;
        }
    }

    public void Report(ILogEventSink failing, LogEvent notice)
    {
        if (Volatile.Read(ref _routes) is not { } routes)
            return;
        var isTold = false;
        foreach (var sink in routes.Sinks)
        {
            if (sink.Inner == failing)
                continue;
            sink.Emit(notice);
            isTold = true;
        }
        if (!isTold)
            EmitToLastResort(routes, failing, notice);
    }

    /// <summary>Another sink has had the line as well; syslog gets it only when there is none.</summary>
    public void Rescue(ILogEventSink failing, LogEvent line)
    {
        if (Volatile.Read(ref _routes) is { } routes && Array.TrueForAll(routes.Sinks, sink => sink.Inner == failing))
            EmitToLastResort(routes, failing, line);
    }

    private static void Emit(Routes routes, LogEvent line)
    {
        if (line.ToDaemonLogLevel() < routes.Level)
            return;
        foreach (var sink in routes.Sinks)
            sink.Emit(line);
    }

    private static void EmitToLastResort(Routes routes, ILogEventSink failing, LogEvent line)
    {
        if (routes.LastResort.Inner != failing)
            routes.LastResort.Emit(line);
    }

    private void EmitEarly(LogEvent line)
    {
        lock (_opening)
        {
            if (_routes is { } routes)
                Emit(routes, line);
            else if (_early.Count < MostEarlyLines)
                _early.Add(line);
        }
    }
}
