using Supervisor.Engine.Logs;

namespace Supervisor.Engine.Tests.Logs;

/// <summary>What a log pump says, for a loop that looks at it when it likes.</summary>
internal sealed class LogPumpSink : IProgramSyslog
{
    private readonly Lock _lock = new();
    private readonly List<LogPumpNotice> _notices = [];

    public bool HasOutput => Any(notice => notice.Output is not null);

    public void Add(LogPumpNotice notice)
    {
        lock (_lock)
            _notices.Add(notice);
    }

    public void Write(string processName, ReadOnlySpan<byte> line) { }

    public void WaitForDrain(long token) => LogPumpScene.Until(() => Any(notice => notice == LogPumpNotice.Drained(token)));

    /// <summary>What has come since it was asked last.</summary>
    public IReadOnlyList<ChannelOutput> TakeOutputs()
    {
        lock (_lock)
        {
            var outputs = _notices.Select(notice => notice.Output).OfType<ChannelOutput>().ToList();
            _notices.RemoveAll(notice => notice.Output is not null);
            return outputs;
        }
    }

    private bool Any(Predicate<LogPumpNotice> wanted)
    {
        lock (_lock)
            return _notices.Exists(wanted);
    }
}
