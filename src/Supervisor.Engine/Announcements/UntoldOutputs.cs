using Supervisor.Engine.Events;
using Supervisor.Engine.Logs;

namespace Supervisor.Engine.Announcements;

/// <summary>Tells what another master has not come to tell: changes of state, and what programs wrote, in their order.</summary>
internal sealed class UntoldOutputs(ILogPump logs, Announcer announcer, EventSources events)
{
    /// <summary>To be called when every slot has its pipes, and before anything else is told.</summary>
    /// <param name="isThere">Whether there is such a group.</param>
    public void Tell(Func<string, bool> isThere)
    {
        var outputs = logs.TakeUntold();
        // What a program wrote last comes before its end. What that master had put behind the end is followed by the rest of that stream.
        var isBehind = outputs.Select(IsBehind).ToArray();
        for (var index = 0; index < outputs.Count; index++)
        {
            if (!isBehind[index])
                Tell(outputs[index]);
        }
        events.TellDelayed(isThere);
        for (var index = 0; index < outputs.Count; index++)
        {
            if (isBehind[index])
                Tell(outputs[index]);
        }
    }

    private bool IsBehind(ChannelOutput output) =>
        output is { Channel.Owner: { } slot, Type: { } type }
        && (events.IsOutputUntold(slot.Settings, type) || events.IsOutputUntold(slot.Settings, OtherOfStream(type)));

    private void Tell(ChannelOutput output)
    {
        // An end that is not told yet is the last run's, and its words come before it.
        var ended = output.Channel.Owner is { } slot && events.IsChangeUntold(slot.Settings) ? slot.LeaderExit.ProcessId : 0;
        if (ended != 0)
            output.Channel.EndedWriters.Enqueue(ended);
        announcer.Deliver(output);
        if (ended != 0)
            output.Channel.EndedWriters.Dequeue();
    }

    private static EventType OtherOfStream(EventType type) =>
        type switch
        {
            EventType.ProcessLogStdout => EventType.ProcessCommunicationStdout,
            EventType.ProcessCommunicationStdout => EventType.ProcessLogStdout,
            EventType.ProcessLogStderr => EventType.ProcessCommunicationStderr,
            EventType.ProcessCommunicationStderr => EventType.ProcessLogStderr,
            _ => type,
        };
}
