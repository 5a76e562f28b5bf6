using Supervisor.Engine.Messaging;
using Supervisor.Posix;

namespace Supervisor.Engine.Logs;

/// <summary>
/// A thread that moves bytes for its channels. There is one for all local targets and one for each remote file system, so that one that hangs
/// holds up only its own. Sleeps without end while nothing comes.
/// </summary>
internal sealed class LogLane : IDisposable
{
    /// <summary>The token of the drains that a stop asks for; nobody is told.</summary>
    private const long StopToken = long.MinValue;

    private const ulong MailTag = 0;
    private const int EventCapacity = 256;
    private const int StackSize = 256 * 1024;

    private readonly LogRouter _router;
    private readonly bool _isLocal;
    private readonly LaneContext _context;
    private readonly OpenLogTable _table;
    private readonly Mailbox<LaneCommand> _mailbox = new();
    private readonly Epoll _epoll;
    private readonly PipeWatch _pipes;
    private readonly ReadyDescriptor[] _ready = new ReadyDescriptor[EventCapacity];
    private readonly Dictionary<ulong, LaneChannel> _byTag = [];
    private readonly Dictionary<LogChannel, LaneChannel> _channels = [];
    private readonly Dictionary<string, LogTarget> _targets = new(StringComparer.Ordinal);
    private readonly TroubledTargets _troubled = new();
    private readonly List<LaneChannel> _due = [];
    private readonly Queue<LaneChannel> _queue = new();
    private readonly Thread _thread;
    private ulong _lastTag = MailTag;
    private long? _stopAt;
    private bool _isSuspended;

    /// <exception cref="PosixException">No descriptor is left.</exception>
    public LogLane(LogRouter router, LaneContext context, bool isLocal)
    {
        (_router, _context, _isLocal) = (router, context, isLocal);
        _table = new OpenLogTable(context);
        _epoll = OpenEpoll(_mailbox);
        _pipes = new PipeWatch(_epoll, context);
        _thread = new Thread(Run, StackSize) { IsBackground = true, Name = isLocal ? "log-pump" : "log-pump-remote" };
    }

    /// <summary>False: no thread can be started now.</summary>
    public bool TryStart() => WorkerThread.TryStart(_thread);

    /// <summary>From any thread.</summary>
    public void Post(in LaneCommand command) => _mailbox.Post(command);

    /// <returns>False when it is still at work after that time.</returns>
    public bool Join(TimeSpan time) => _thread.Join(time);

    /// <summary>After its thread has ended and nobody posts any more; the thread closes everything else itself.</summary>
    public void Dispose()
    {
        _epoll.Dispose();
        _context.Dispose();
        _mailbox.Dispose();
    }

    /// <summary>A drain is done.</summary>
    public void Answer(LogChannel channel, long token)
    {
        if (token == StopToken)
            return;
        Report(new LaneCommand(LaneCommandKind.Drained, channel, null, token));
    }

    /// <summary>What a lane does with a channel that is its own; on its thread.</summary>
    public void Execute(in LaneCommand command)
    {
        switch (command.Kind)
        {
            case LaneCommandKind.Attach:
                Attach(command.Channel!, command.Settings!);
                break;
            case LaneCommandKind.Reopen:
                Reopen();
                break;
            case LaneCommandKind.Stop:
                BeginStop();
                break;
            case LaneCommandKind.Suspend:
                Suspend();
                break;
            default:
                if (_channels.TryGetValue(command.Channel!, out var channel))
                    Execute(command, channel);
                break;
        }
    }

    private void Execute(in LaneCommand command, LaneChannel channel)
    {
        switch (command.Kind)
        {
            case LaneCommandKind.Release:
                channel.AnswerDrains(all: true);
                Forget(channel);
                break;
            case LaneCommandKind.Drain:
                channel.AskDrain(command.Token);
                Enqueue(channel);
                break;
            case LaneCommandKind.Close:
                channel.IsClosing = true;
                Take(channel, channel.Turn(Now));
                channel.AnswerDrains(all: true);
                break;
        }
    }

    private static Epoll OpenEpoll(Mailbox<LaneCommand> mailbox)
    {
        Epoll? epoll = null;
        try
        {
            epoll = new Epoll(EventCapacity);
            epoll.Add(mailbox.WakeDescriptor, ReadinessEvents.Readable, MailTag);
            return epoll;
        }
        catch (PosixException)
        {
            epoll?.Dispose();
            mailbox.Dispose();
            throw;
        }
    }

    private long Now => _context.Clock.GetTimestamp();

    private void Run()
    {
        while (!_isSuspended && !IsStopDone())
        {
            var count = _epoll.Wait(_ready, Timeout());
            for (var index = 0; index < count; index++)
                Notice(_ready[index].Tag);
            // A turn may queue its channel again: those wait for the next round, after a look at what else is ready.
            for (var turns = _queue.Count; turns > 0 && !_isSuspended && _queue.TryDequeue(out var channel); turns--)
            {
                channel.IsQueued = false;
                if (_byTag.ContainsKey(channel.Tag))
                    Take(channel, channel.Turn(Now));
            }
            RetryTroubled();
        }
        if (!_isSuspended)
            End();
    }

    private int? Timeout()
    {
        if (_queue.Count > 0)
            return 0;
        var next = Math.Min(_troubled.NextRetry(), Math.Min(_stopAt ?? long.MaxValue, _pipes.RetryAt ?? long.MaxValue));
        if (next == long.MaxValue)
            return null;
        // Rounded up: a wait that ends a little early would be followed by others without sleep.
        return Math.Max(0, (int)_context.Clock.GetElapsedTime(Now, next).TotalMilliseconds + 1);
    }

    private void Notice(ulong tag)
    {
        if (tag == MailTag)
        {
            _mailbox.BeginReceive();
            while (_mailbox.TryReceive(out var command))
            {
                if (_isLocal)
                    _router.Handle(command);
                else
                    Execute(command);
            }
        }
        else if ((tag & OpenLogTable.TagBit) == 0)
        {
            if (_byTag.TryGetValue(tag, out var channel))
                Enqueue(channel);
        }
        else if (_table.Find(tag) is { } log)
        {
            log.IsArmed = false;
            foreach (var channel in log.Waiting)
            {
                channel.WaitingFor = null;
                Enqueue(channel);
            }
            log.Waiting.Clear();
        }
    }

    private void Enqueue(LaneChannel channel)
    {
        if (channel.IsQueued)
            return;
        channel.IsQueued = true;
        _queue.Enqueue(channel);
    }

    /// <summary>Decides when a channel has its next turn.</summary>
    private void Take(LaneChannel channel, MoveOutcome outcome)
    {
        switch (outcome)
        {
            case MoveOutcome.Moved:
                Enqueue(channel);
                break;
            case MoveOutcome.Blocked:
                WaitFor(channel.Target!.Log!, channel);
                break;
            case MoveOutcome.Failed:
                _troubled.Add(channel.Target!);
                break;
        }
        if (channel.HasDrains)
            channel.AnswerDrains(all: false);
        if (outcome is not (MoveOutcome.Empty or MoveOutcome.NoWriter))
            return;
        if (channel.HasPending && channel.Target is { IsInTrouble: false })
            Enqueue(channel);
        else if (channel.IsClosing && outcome == MoveOutcome.NoWriter)
            Close(channel);
    }

    private void WaitFor(OpenLog log, LaneChannel channel)
    {
        if (channel.WaitingFor != log)
        {
            channel.WaitingFor = log;
            log.Waiting.Add(channel);
        }
        if (log.IsArmed)
            return;
        const ReadinessEvents Wanted = ReadinessEvents.Writable | ReadinessEvents.OneShot;
        try
        {
            if (log.IsWatched)
                _epoll.Modify(log.Number, Wanted, log.Tag);
            else
                _epoll.Add(log.Number, Wanted, log.Tag);
            (log.IsWatched, log.IsArmed) = (true, true);
        }
        catch (PosixException failure)
        {
            Trouble(channel.Target!, failure.ErrorNumber);
        }
    }

    /// <summary>It blocks and nobody tells when it takes something again, so it is tried as one that fails.</summary>
    private void Trouble(LogTarget target, int errno)
    {
        target.Fail(errno, Now);
        target.IsMissed = true;
        _troubled.Add(target);
    }

    private void RetryTroubled()
    {
        if (_pipes.RetryAt is { } due && Now >= due)
        {
            _pipes.Retry();
            foreach (var channel in _pipes.Refused)
                Enqueue(channel);
        }
        _troubled.Retry(Now, _due);
        foreach (var channel in _due)
            Enqueue(channel);
    }

    private void Attach(LogChannel pipe, LogChannelSettings settings)
    {
        if (!_channels.TryGetValue(pipe, out var channel))
        {
            channel = new LaneChannel(++_lastTag, pipe, this, _context);
            _channels.Add(pipe, channel);
            _byTag.Add(channel.Tag, channel);
            _pipes.Watch(channel, settings.ProcessName);
        }
        channel.AnswerDrains(all: true);
        var old = channel.Target;
        LogTarget? target = null;
        if (settings.File is not null && !_targets.TryGetValue(settings.File, out target))
            _targets.Add(settings.File, target = new LogTarget(settings.File, _context, _table));
        channel.Configure(settings, target);
        CloseUnused(old);
        if (target is { IsInTrouble: false } && !target.EnsureOpen(Now))
            _troubled.Add(target);
        Enqueue(channel);
    }

    private void Reopen()
    {
        foreach (var target in _targets.Values)
        {
            target.Reopen(Now);
            if (target.IsInTrouble)
                _troubled.Add(target);
        }
        foreach (var channel in _channels.Values)
            Enqueue(channel);
    }

    private void Close(LaneChannel channel)
    {
        channel.AnswerDrains(all: true);
        Forget(channel);
        if (channel.IsOwned)
            channel.Channel.ReadEnd.Dispose();
        Report(new LaneCommand(LaneCommandKind.Closed, channel.Channel, null, 0));
    }

    private void Forget(LaneChannel channel)
    {
        var target = channel.Target;
        channel.Detach();
        CloseUnused(target);
        _channels.Remove(channel.Channel);
        _byTag.Remove(channel.Tag);
        _pipes.Forget(channel);
    }

    private void CloseUnused(LogTarget? target)
    {
        if (target is not { Channels.Count: 0 })
            return;
        target.Close();
        _targets.Remove(target.Path);
        _troubled.Remove(target);
    }

    private void Report(in LaneCommand command)
    {
        if (_isLocal)
            _router.Handle(command);
        else
            _router.Post(command);
    }

    private void BeginStop()
    {
        _stopAt ??= Now + _context.Clock.TimestampFrequency;
        foreach (var channel in _channels.Values)
        {
            channel.AskDrain(StopToken);
            Enqueue(channel);
        }
    }

    private void Suspend()
    {
        _isSuspended = true;
        foreach (var channel in _channels.Values)
            channel.Suspend();
    }

    private bool IsStopDone()
    {
        if (_stopAt is null)
            return false;
        if (Now >= _stopAt)
            return true;
        foreach (var channel in _channels.Values)
        {
            if (channel.HasDrains)
                return false;
        }
        return true;
    }

    private void End()
    {
        foreach (var channel in _channels.Values.ToList())
        {
            if (channel.Target is { } target && (channel.HasDrains || target.IsInTrouble) && channel.CountUnwritten() is > 0 and var count)
                _context.Reports.Complain(
                    $"{LogTarget.Count(count)} not written to log {target.Path} of {channel.Settings.ProcessName} before the end"
                );
            Close(channel);
        }
    }
}
