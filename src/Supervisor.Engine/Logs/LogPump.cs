using Supervisor.Engine.Events;
using Supervisor.Posix;

namespace Supervisor.Engine.Logs;

/// <summary>The log pump of the daemon: threads that do nothing but move bytes, and are told what to do by messages.</summary>
public sealed class LogPump : ILogPump, IDisposable
{
    /// <summary>Everybody may write, nobody else read: the pipe can be reached only through its program's /proc/PID/fd.</summary>
    private const uint PipeMode = 0b110_010_010;

    /// <summary>A lane gives up after a second by itself; a little more for it to say so.</summary>
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(1.25);

    private readonly LogRouter _router;
    private readonly TimeProvider _clock;
    private readonly OutputRelay _relay;
    private readonly LogNotes? _notes;
    private readonly Dictionary<ulong, LogChannel> _inherited = [];
    private bool _isStopped;

    /// <param name="sink">Called on threads of the pump; posts into the loop's mailbox.</param>
    /// <param name="copy">Null: never wanted.</param>
    /// <param name="notes">What is on the way, for the next master; belongs to the pump. Null: it ends with this process.</param>
    public LogPump(
        Action<LogPumpNotice> sink,
        IProgramSyslog syslog,
        TimeProvider clock,
        IChildOutputCopy? copy = null,
        LogNotes? notes = null
    )
    {
        (_clock, _notes) = (clock, notes);
        _relay = new OutputRelay(sink);
        _router = new LogRouter(sink, isRemote => new LaneContext(clock, sink, syslog, copy, _relay, isRemote, isRemote ? null : notes));
    }

    public EventTypeSet Wanted
    {
        set
        {
            // Whoever wants anything is a listener, and what that says is noted too.
            if (value != default)
                _notes?.WantOutputs();
            _relay.Wanted = value;
        }
    }

    public void Arrived(ChannelOutput output)
    {
        _relay.Arrived(output);
        if (output.Note.Number != 0)
            _notes!.Outputs!.Release(output.Note.Place);
    }

    /// <inheritdoc />
    public IReadOnlyList<ChannelOutput> TakeUntold()
    {
        var outputs = new List<ChannelOutput>();
        foreach (var untold in _notes?.Outputs?.TakeUntold() ?? [])
        {
            // Without its pipe nobody knows whose it is.
            if (!_inherited.TryGetValue(untold.Pipe, out var channel))
            {
                _notes!.Outputs!.Release(untold.Place);
                continue;
            }
            var output = new ChannelOutput(channel, untold.Type, untold.Data, 0) { Note = new OutputNote(untold.Number, untold.Place) };
            _relay.Restore(output);
            outputs.Add(output);
        }
        _inherited.Clear();
        return outputs;
    }

    public LogChannel Open(LogChannelSettings settings, Descriptor? inherited = null)
    {
        var channel = new LogChannel(inherited ?? OpenPipe()) { IsInherited = inherited is not null };
        if (channel.IsInherited && _notes?.Outputs is not null)
            _inherited[channel.Pipe] = channel;
        Post(LaneCommandKind.Place, channel, settings);
        return channel;
    }

    public void Reconfigure(LogChannel channel, LogChannelSettings settings) => Post(LaneCommandKind.Place, channel, settings);

    public void Drain(LogChannel channel, long token) => Post(LaneCommandKind.Drain, channel, token: token);

    public void ReopenAll() => Post(LaneCommandKind.Reopen);

    public void Close(LogChannel channel) => Post(LaneCommandKind.Close, channel);

    public void Stop() => End(LaneCommandKind.Stop);

    /// <summary>
    /// Ends the threads where they are, for a process that goes on with the pipes: nothing is drained, and lines and captures that have begun
    /// stay so in the notes. Where there are none they are brought to their logs as they are.
    /// </summary>
    public void Suspend() => End(LaneCommandKind.Suspend);

    private void End(LaneCommandKind how)
    {
        if (_isStopped)
            return;
        Post(how);
        _isStopped = true;
        if (!_router.Join(_clock, StopTime))
            return;
        _router.Dispose();
        _notes?.Dispose();
    }

    public void Dispose() => Stop();

    private static Descriptor OpenPipe()
    {
        var (read, write) = Pipe.Create(nonBlockingRead: true);
        Pipe.SetMode(read.Number, PipeMode);
        write.Dispose();
        return read;
    }

    private void Post(LaneCommandKind kind, LogChannel? channel = null, LogChannelSettings? settings = null, long token = 0)
    {
        if (!_isStopped)
            _router.Post(new LaneCommand(kind, channel, settings, token));
    }
}
