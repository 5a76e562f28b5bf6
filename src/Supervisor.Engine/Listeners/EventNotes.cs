using Supervisor.Configuration.Settings;
using Supervisor.Engine.Events;
using Supervisor.Posix;

namespace Supervisor.Engine.Listeners;

/// <summary>
/// The events that listeners have not processed yet, and where each listener stands, in a file for the next master: pieces are put behind
/// one another before what they announce is done, and the page cache outlives a killed writer. What cannot be noted costs events after a
/// crash, which is said once, and nothing else.
/// </summary>
public sealed class EventNotes : IDisposable
{
    /// <summary>The file is written anew with what still counts when it has become so long, or four times what it was.</summary>
    private const long Longest = 1024 * 1024;

    private const uint OwnerOnly = 0b110_000_000;
    private const string UnfinishedSuffix = ".new";

    private readonly string _path;
    private readonly IDaemonLog _log;
    private readonly NotedEvents _noted = new();
    private Descriptor? _file;
    private long _length;
    private long _limit;

    private EventNotes(string path, IDaemonLog log) => (_path, _log) = (path, log);

    /// <summary>Goes on with what another master has noted; begins anew where there is nothing.</summary>
    public static EventNotes Open(string path, IDaemonLog log)
    {
        var notes = new EventNotes(path, log);
        try
        {
            if (File.Exists(path))
                notes.Take(EventNotesCodec.Read(File.ReadAllBytes(path), notes._noted));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            log.Write(DaemonLogLevel.Error, $"events that waited for listeners are lost: {path}: {failure.Message}");
        }
        return notes;
    }

    /// <summary>The number of the next event of the daemon.</summary>
    public long NextSerial { get; private set; }

    public void Dispose() => _file?.Dispose();

    private void Take(in EventNotesReading found)
    {
        NextSerial = found.NextSerial;
        if (found.Unread > 0)
            _log.Write(
                DaemonLogLevel.Error,
                $"{found.Unread} notes of events are of a later version of supervisord and cannot be read; the others are: {_path}"
            );
    }

    /// <summary>Of a pool that is new to this process.</summary>
    internal NotedPool? Find(string pool) => _noted.Pools.GetValueOrDefault(pool);

    internal void Accepted(string pool, NumberedEvent numbered)
    {
        NextSerial = Math.Max(NextSerial, numbered.Serial + 1);
        _noted.PoolOf(pool).Add(numbered);
        Append(EventNotesCodec.Event(pool, numbered));
    }

    /// <summary>The pool was told of this very event by the master before this one, which was killed before it had noted what it was about.</summary>
    internal bool WasTold(string pool, SupervisorEvent happened) =>
        happened.Origin is { } origin
        && Find(pool) is { } noted
        && noted.Told.TryGetValue(origin.Subject, out var told)
        && told.IsOf(happened);

    /// <summary>The serial that this very event has had already; null for a new one.</summary>
    internal long? EarlierSerial(SupervisorEvent happened)
    {
        if (happened.Origin is not { } origin)
            return null;
        foreach (var pool in _noted.Pools.Values)
        {
            if (pool.Told.TryGetValue(origin.Subject, out var told) && told.IsOf(happened))
                return told.Serial;
        }
        return null;
    }

    /// <summary>It has happened, and is told later.</summary>
    /// <param name="happened">It has an origin.</param>
    /// <param name="before">What it is told before: that, and what follows in the same subject; null: it is told last.</param>
    internal void Delayed(SupervisorEvent happened, EventOrigin? before = null)
    {
        _noted.Delay(happened, before);
        Append(EventNotesCodec.Delayed(happened, before));
    }

    /// <summary>Something is to be told later.</summary>
    internal bool HasDelayed => _noted.Delayed.Count > 0;

    /// <summary>What is delayed of a subject; null for nothing.</summary>
    internal SupervisorEvent? FindDelayed(string subject) =>
        _noted.Delayed.Find(happened => string.Equals(happened.Origin?.Subject, subject, StringComparison.Ordinal));

    /// <summary>All pools have it that want it.</summary>
    internal void Told(SupervisorEvent happened)
    {
        if (happened.Origin is not { } origin)
            return;
        // First: should this process be killed between the two, the event is told once more, and is the same.
        if (origin.IsLasting)
            Lasts(origin.Subject, happened.Type);
        Drop(origin);
    }

    /// <summary>It is not told any more.</summary>
    internal void Drop(EventOrigin origin)
    {
        if (_noted.RemoveDelayed(origin))
            Append(EventNotesCodec.Told(origin));
    }

    /// <summary>The last that was told of a subject, of those events that hold until the opposite is told.</summary>
    internal EventType? LastOf(string subject) => _noted.Lasting.TryGetValue(subject, out var type) ? type : null;

    /// <summary>It is so from now on, whoever has been told.</summary>
    internal void Lasts(string subject, EventType type)
    {
        _noted.Last(subject, type);
        Append(EventNotesCodec.Lasting(subject, type));
    }

    /// <summary>The last change of a subject that a pool was told of; null when none was.</summary>
    internal long? LastChangeOf(string subject)
    {
        long? last = null;
        foreach (var pool in _noted.Pools.Values)
        {
            if (pool.Told.TryGetValue(subject, out var told) && !(told.Change < last))
                last = told.Change;
        }
        return last;
    }

    /// <summary>The process is no more: nothing is told of it again.</summary>
    internal void Forget(string group, string name)
    {
        foreach (var pool in _noted.Pools.Values)
            pool.Told.Remove($"{group}:{name}");
    }

    /// <summary>What another master has not come to tell, in order.</summary>
    internal IReadOnlyList<SupervisorEvent> Untold => [.. _noted.Delayed];

    /// <summary>It is processed, or has been discarded.</summary>
    internal void Done(string pool, long poolSerial)
    {
        if (_noted.PoolOf(pool).Pending.Remove(poolSerial))
            Append(EventNotesCodec.Done(pool, poolSerial));
    }

    internal void Stands(string pool, string process, in ListenerStanding standing)
    {
        _noted.PoolOf(pool).Listeners[process] = standing;
        Append(EventNotesCodec.Standing(pool, process, standing));
    }

    internal void Gone(string pool)
    {
        if (_noted.Pools.Remove(pool))
            Append(EventNotesCodec.Gone(pool));
    }

    /// <summary>The first piece makes the file: most daemons have no listeners.</summary>
    private void Append(byte[] piece)
    {
        if (_file is null || _length + piece.Length > _limit)
            // What the piece says is among what counts.
            WriteAnew();
        else if (DescriptorOutput.WriteAll(_file.Number, piece, out var written) is var errno and not 0)
            GiveUp(errno);
        else
            _length += written;
    }

    private void WriteAnew()
    {
        if (_limit < 0)
            return;
        _file?.Dispose();
        _file = null;
        var content = Content();
        var unfinished = _path + UnfinishedSuffix;
        DirectoryEntries.Remove(unfinished);
        var errno = FileDescriptor.Open(unfinished, FileAccessKind.CreateNew, OwnerOnly, out _file);
        if (errno == 0)
            errno = DescriptorOutput.WriteAll(_file!.Number, content, out _);
        if (errno == 0)
            errno = DirectoryEntries.Rename(unfinished, _path);
        if (errno != 0)
        {
            GiveUp(errno);
            return;
        }
        _length = content.Length;
        _limit = Math.Max(Longest, _length * 4);
    }

    private void GiveUp(int errno)
    {
        _file?.Dispose();
        _file = null;
        _limit = -1;
        // Half of the truth would be worse than none.
        DirectoryEntries.Remove(_path);
        DirectoryEntries.Remove(_path + UnfinishedSuffix);
        _log.Write(
            DaemonLogLevel.Error,
            $"events cannot be noted any more: {_path}: {Errno.Describe(errno)}; should supervisord be killed, those that wait would be lost"
        );
    }

    private byte[] Content()
    {
        using var content = new MemoryStream();
        foreach (var (name, pool) in _noted.Pools)
        {
            content.Write(EventNotesCodec.Counters(name, NextSerial, pool.NextSerial));
            foreach (var numbered in pool.Pending.Values)
                content.Write(EventNotesCodec.Event(name, numbered));
            foreach (var (process, standing) in pool.Listeners)
                content.Write(EventNotesCodec.Standing(name, process, standing));
            foreach (var (process, told) in pool.Told)
                content.Write(EventNotesCodec.Told(name, process, told));
        }
        foreach (var (subject, type) in _noted.Lasting)
            content.Write(EventNotesCodec.Lasting(subject, type));
        foreach (var happened in _noted.Delayed)
            content.Write(EventNotesCodec.Delayed(happened, before: null));
        return content.ToArray();
    }
}
