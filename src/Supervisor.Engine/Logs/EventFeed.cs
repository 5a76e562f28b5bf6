using Supervisor.Engine.Events;

namespace Supervisor.Engine.Logs;

/// <summary>Events of one type from one channel; counts what could not be passed on.</summary>
internal sealed class EventFeed(LogChannel channel, EventType type, OutputBatch batch)
{
    private long _lost;

    public bool IsWanted => batch.IsWanted(type);

    public void Send(ReadOnlySpan<byte> data)
    {
        if (batch.TryAdd(channel, type, data, _lost))
            _lost = 0;
        else
            _lost += data.Length;
    }
}
