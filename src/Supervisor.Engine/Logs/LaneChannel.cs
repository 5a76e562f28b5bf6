using Supervisor.Posix;

namespace Supervisor.Engine.Logs;

/// <summary>A channel as its lane sees it: pipe, transform, target, and what is on the way between them.</summary>
internal sealed class LaneChannel(ulong tag, LogChannel channel, LogLane lane, LaneContext context)
{
    /// <summary>What one turn may move, so that a fast writer does not keep the others waiting.</summary>
    private const int TurnBudget = Pipe.LargestCapacity;

    /// <summary>Bytes that were read and transformed, and that the target has not taken yet. Bounded by one read.</summary>
    private readonly ByteBuffer _pending = new(0);

    private readonly Queue<(long Mark, long Token)> _drains = new(0);

    /// <summary>Bytes that an earlier process took from the pipe and did not transform.</summary>
    private readonly ByteBuffer _left = new(0);

    private readonly PipeSize _size = new(channel);
    private ChannelTransform? _transform;
    private ChannelNote? _note;
    private bool _hasNoNote = context.Notes is null;
    private ShownNote? _shownNote;
    private LogChannelSettings? _settings;
    private long _consumed;

    /// <summary>So many bytes at the beginning of the pipe the consumers have seen already; what they see again is seen twice.</summary>
    private int _shown;

    public ulong Tag => tag;
    public LogChannel Channel => channel;
    public LogChannelSettings Settings => _settings ?? throw new InvalidOperationException("A channel is configured before it is used.");

    /// <summary>Null: what comes goes nowhere but to the consumers.</summary>
    public LogTarget? Target { get; private set; }

    /// <summary>It stands in the lane's queue.</summary>
    public bool IsQueued { get; set; }

    /// <summary>It stands in this log's list of those that wait.</summary>
    public OpenLog? WaitingFor { get; set; }

    /// <summary>No program will be started with it any more.</summary>
    public bool IsClosing { get; set; }

    public bool HasDrains => _drains.Count > 0;

    /// <summary>The lane may use the pipe: it has not been given to another.</summary>
    public bool IsOwned => ReferenceEquals(channel.Lane, lane);

    /// <summary>New settings, and the target they name.</summary>
    public void Configure(LogChannelSettings settings, LogTarget? target)
    {
        var isFirst = _transform is null;
        FlushTransform();
        LeaveTarget();
        (_settings, Target) = (settings, target);
        _transform = new ChannelTransform(settings, context.Clock, context.Formatted, ChannelAudience.Of(channel, settings, context));
        if (isFirst)
            TakeOver();
        if (Target is null)
            _pending.Clear();
        if (!_transform.IsPlain)
            _shown = 0;
        _note?.Save(_transform, _pending.Content, _left.Content);
        _shownNote?.Show(_shown, _transform.Character);
        Target?.Attach(this);
    }

    /// <summary>Lets go of the target; what is on the way is tried once more.</summary>
    public void Detach()
    {
        FlushTransform();
        WritePending();
        if (!_pending.IsEmpty)
            Target?.CountLost(_pending.Count);
        LeaveTarget();
        Target = null;
        _note?.Free();
        _note = null;
        _shownNote?.Free();
        _shownNote = null;
    }

    /// <summary>Another process goes on with the pipe, and finds in the notes what is on the way.</summary>
    public void Suspend()
    {
        if ((_note is null && _shownNote is null) || IsClosing)
            FlushTransform();
    }

    /// <summary>Notes a drain: done when as many bytes are through as the pipe holds now.</summary>
    public void AskDrain(long token) =>
        _drains.Enqueue((_consumed + _left.Count + (IsOwned ? Pipe.Available(channel.ReadDescriptor) : 0), token));

    /// <summary>Answers the drains that are done.</summary>
    /// <param name="all">Those that are not as well.</param>
    public void AnswerDrains(bool all)
    {
        while (_drains.TryPeek(out var drain))
        {
            var isThrough = drain.Mark <= _consumed;
            if (isThrough)
                FlushTransform();
            if (!all && !(isThrough && _pending.IsEmpty) && Target?.IsInTrouble != true)
                return;
            _drains.Dequeue();
            lane.Answer(channel, drain.Token);
        }
    }

    /// <summary>Something that was read waits for its target.</summary>
    public bool HasPending => !_pending.IsEmpty;

    /// <summary>What has not reached its target: in the pipe and on the way.</summary>
    public int CountUnwritten() => _pending.Count + _left.Count + (IsOwned ? Pipe.Available(channel.ReadDescriptor) : 0);

    /// <summary>Moves a bounded number of bytes.</summary>
    public MoveOutcome Turn(long now)
    {
        if (!IsOwned)
            return MoveOutcome.Empty;
        if (Target is null)
            return Consume().Outcome;
        if (Target.IsInTrouble && now < Target.RetryAt)
            return Hold(Target);
        if (!Target.EnsureOpen(now))
            return Hold(Target);
        var result = Move(Target.Log!);
        if (result.Count > 0)
            Target.Succeed(now);
        if (result.Outcome != MoveOutcome.Failed)
            return result.Outcome;
        Target.Fail(result.Errno, now);
        return Hold(Target);
    }

    private MoveResult Move(OpenLog log)
    {
        if (!_pending.IsEmpty)
        {
            var written = Write(log, _pending.Content);
            _pending.Consume(written.Count);
            if (written.Outcome != MoveOutcome.Moved || !IsOwned)
                return written;
        }
        if (context.IsRemote || !_left.IsEmpty || _transform is not { IsPlain: true })
            return ReadAndWrite(log);
        var budget = TurnBudget;
        if (!_transform.IsTransparent)
        {
            var looked = Show();
            if (looked.Outcome is not (MoveOutcome.Moved or MoveOutcome.Failed))
                return looked;
            // Without a look there is no other way than to read.
            if (looked.Outcome == MoveOutcome.Failed)
                return ReadAndWrite(log);
            budget = _shown;
        }
        BeginMove(log.IsTraceable);
        var result = log.Splice(channel.ReadDescriptor, budget);
        CountConsumed(result.Count);
        EndMove();
        if (result.Outcome == MoveOutcome.NotSpliceable)
            return ReadAndWrite(log);
        _size.EnlargeWhenFull(result.Count);
        return result;
    }

    /// <summary>
    /// Shows the consumers what stands in the pipe before it is moved on: when this process is killed between the two they see it twice, once
    /// more by the next master, but never not at all; and the log gets it once, since it moves by splice(2) all the same. What the loop is
    /// told of is noted as shown, and not told again.
    /// </summary>
    private MoveResult Show()
    {
        if (_shown > 0)
            return MoveResult.Moved(_shown);
        var looked = context.Peek.Look(channel.ReadDescriptor, out var content);
        if (looked.WouldBlock)
            return MoveResult.Empty;
        if (!looked.IsSuccess)
            return MoveResult.Failed(looked.Errno);
        if (looked.Count == 0)
            return MoveResult.NoWriter;
        _transform!.Show(content);
        _shown = looked.Count;
        NoteShown();
        return MoveResult.Moved(_shown);
    }

    /// <summary>What has been shown is noted with all events of it, and these go on their way.</summary>
    private void NoteShown()
    {
        if (_shownNote is null && Target is not null && _transform is { IsPlain: true, IsTold: true } && context.Outputs.Notes is { } notes)
            _shownNote = ShownNote.Of(notes, channel, isNeeded: true);
        _shownNote?.Show(_shown, _transform!.Character);
        context.Outputs.Send();
    }

    /// <summary>Bytes that have been shown leave the pipe.</summary>
    private void BeginMove(bool isTraceable = false)
    {
        if (_shown > 0)
            _shownNote?.BeginMove(isTraceable);
    }

    private void EndMove() => _shownNote?.EndMove(_shown);

    /// <summary>There is no log: the pipe is emptied, for the consumers alone.</summary>
    private MoveResult Consume()
    {
        if (
            _left.IsEmpty
            && _transform is { IsPlain: true, IsTransparent: false }
            && !CanNoteTold
            && Show() is { Outcome: MoveOutcome.Empty or MoveOutcome.NoWriter } looked
        )
            return looked;
        return ReadAndWrite(null);
    }

    private void CountConsumed(int count)
    {
        _consumed += count;
        _shown = Math.Max(0, _shown - count);
    }

    /// <summary>Has read bytes shown and transformed, except those that have been shown already.</summary>
    private ReadOnlySpan<byte> Transform(int count)
    {
        var shown = Math.Min(_shown, count);
        CountConsumed(count);
        return _transform!.Apply(context.Input.AsSpan(0, count), context.Formatted, shown);
    }

    private MoveResult ReadAndWrite(OpenLog? log)
    {
        EnsureNote(log);
        BeginMove();
        var read = Read();
        if (read.Count == 0)
        {
            EndMove();
            return read.IsSuccess ? MoveResult.NoWriter : MoveResult.Empty;
        }
        var output = Transform(read.Count);
        var result = Write(log, output);
        _pending.Append(output[result.Count..]);
        context.Formatted.Clear();
        EndMove();
        NoteShown();
        return result;
    }

    /// <summary>Events of bytes that are read go into the note together with these.</summary>
    private bool CanNoteTold => !_hasNoNote && _transform!.IsTold && context.Outputs.Notes is not null;

    /// <summary>What comes next: left by an earlier process, or from the pipe.</summary>
    private TransferResult Read(int most = int.MaxValue)
    {
        var input = context.Input.AsSpan(0, Math.Min(most, context.Input.Length));
        if (_left.IsEmpty)
            return _note?.Stage(channel.ReadDescriptor, input) ?? FileDescriptor.Read(channel.ReadDescriptor, input);
        var count = Math.Min(_left.Count, input.Length);
        _left.Content[..count].CopyTo(context.Input);
        _left.Consume(count);
        return new TransferResult(count, 0);
    }

    private MoveResult Write(OpenLog? log, ReadOnlySpan<byte> output) =>
        _note?.Write(log, _transform!, output, _left.Content) ?? log?.Write(output) ?? MoveResult.Moved(output.Length);

    /// <summary>Bytes that are read are noted, unless they are for consumers alone, as they are.</summary>
    private void EnsureNote(OpenLog? log)
    {
        if (_note is not null || _hasNoNote || (log is null && _transform!.IsPlain && !CanNoteTold))
            return;
        _note = ChannelNote.Of(context.Notes!, channel, isNeeded: true);
        _hasNoNote = _note is null;
    }

    /// <summary>Goes on where an earlier process stopped.</summary>
    private void TakeOver()
    {
        if (_hasNoNote || !channel.IsInherited)
            return;
        _note = ChannelNote.Of(context.Notes!, channel, isNeeded: false);
        if (_note is not null)
        {
            var (state, pending, raw) = _note.Read();
            _transform!.Resume(state);
            _pending.Append(pending);
            _left.Append(raw);
        }
        _shownNote = context.Outputs.Notes is { } notes ? ShownNote.Of(notes, channel, isNeeded: false) : null;
        if (_shownNote is null)
            return;
        _shown = _shownNote.Read(out var character);
        _transform!.ResumeCharacter(character);
    }

    /// <summary>
    /// The target is in trouble: what came last waits in the pipe for the next attempt, but a program is not held up. A pipe whose every
    /// write starts a page of its own is full with little more than half its bytes; a quarter is clearly less than that.
    /// </summary>
    private MoveOutcome Hold(LogTarget target)
    {
        var available = Pipe.Available(channel.ReadDescriptor);
        if (available > _size.Capacity / 4)
            Drop(target, available - _size.Capacity / 8);
        else if (available == 0 && IsClosing && Drop(target, 1) == MoveOutcome.NoWriter)
        {
            target.CountLost(_pending.Count);
            _pending.Clear();
            return MoveOutcome.NoWriter;
        }
        target.IsMissed |= available > 0 || !_pending.IsEmpty;
        return MoveOutcome.Failed;
    }

    /// <summary>Takes so many bytes out of the pipe, for the consumers alone.</summary>
    private MoveOutcome Drop(LogTarget target, int count)
    {
        while (count > 0)
        {
            var most = Math.Min(count, context.Input.Length);
            if (_transform is { IsPlain: true, IsTransparent: false } && _left.IsEmpty && Show().Outcome == MoveOutcome.Moved)
                most = Math.Min(most, _shown);
            BeginMove();
            var read = Read(most);
            if (read.Count == 0)
            {
                EndMove();
                return read.IsSuccess ? MoveOutcome.NoWriter : MoveOutcome.Empty;
            }
            count -= read.Count;
            Transform(read.Count);
            context.Formatted.Clear();
            target.CountLost(read.Count);
            _note?.Drop(_transform!, _pending.Content, _left.Content);
            EndMove();
            NoteShown();
        }
        return MoveOutcome.Moved;
    }

    private void LeaveTarget()
    {
        WaitingFor?.Waiting.Remove(this);
        WaitingFor = null;
        Target?.Detach(this);
    }

    private void FlushTransform()
    {
        if (_transform is null)
            return;
        BeginMove();
        while (!_left.IsEmpty)
        {
            _pending.Append(Transform(Read().Count));
            context.Formatted.Clear();
        }
        _pending.Append(_transform.Flush(context.Formatted));
        context.Formatted.Clear();
        _note?.Save(_transform, _pending.Content, _left.Content);
        EndMove();
        NoteShown();
        WritePending();
    }

    private void WritePending()
    {
        if (_pending.IsEmpty || Target is not { IsInTrouble: false, Log: { } log })
            return;
        var written = Write(log, _pending.Content);
        _pending.Consume(written.Count);
    }
}
