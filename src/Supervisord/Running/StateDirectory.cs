using Supervisor.Configuration.Archive;
using Supervisor.Configuration.Settings;
using Supervisor.Engine;
using Supervisor.Engine.Journal;
using Supervisor.Engine.Keeping;
using Supervisor.Posix;

namespace Supervisord.Running;

/// <summary>Where a daemon keeps what another master needs to take over its programs. Readable for its user alone: it holds passwords.</summary>
internal sealed class StateDirectory : IDisposable
{
    private const string JournalName = "journal";

    /// <summary>A child that is just being made leaves its pid within a millisecond, unless the machine has no time for it.</summary>
    private static readonly TimeSpan HalfMadePatience = TimeSpan.FromSeconds(5);

    private readonly string _path;
    private readonly bool _isChosen;

    private StateDirectory(string path, bool isChosen, JournalFile journal)
    {
        (_path, _isChosen, Journal) = (path, isChosen, journal);
        Loads = new ArchiveFiles(path);
    }

    public JournalFile Journal { get; }

    public ArchiveFiles Loads { get; }

    /// <summary>What listeners have still to get.</summary>
    public string EventsPath => Path.Join(_path, "events");

    /// <summary>The next master is to find it, whatever the configuration says by then.</summary>
    public void KeepWith(IKeeper keeper)
    {
        if (FileDescriptor.Open(_path, FileAccessKind.Read, 0, out var directory) != 0)
            return;
        using (directory)
            keeper.Hold(KeeperKeys.StateDirectory, directory!.Number);
    }

    /// <summary>Where a new keeper finds a master that has lost its own.</summary>
    public string AttachPath => AttachPathOf(_path);

    /// <summary>Where the present executable is copied to when its own file has been replaced.</summary>
    public string PreviousExecutablePath => Path.Join(_path, "previous");

    public static string JournalPathOf(string directory) => Path.Join(directory, JournalName);

    public static string AttachPathOf(string directory) => Path.Join(directory, "attach");

    /// <summary>Makes it if need be. Null when it cannot be had: that costs recovery, which is said, and no program.</summary>
    /// <param name="copy">What the journal said before an upgrade that has failed; empty where none has.</param>
    public static StateDirectory? TryOpen(DaemonSettings settings, IDaemonLog log, ReadOnlySpan<byte> copy = default)
    {
        var path = settings.StateDirectory;
        var errno = DirectoryEntries.MakePrivate(path);
        if (errno != 0)
        {
            Complain(log, path, Errno.Describe(errno));
            return null;
        }
        var journal = JournalFile.TryOpen(Path.Join(path, JournalName), HalfMadePatience, out var remark, copy);
        if (journal is null)
        {
            Complain(log, path, remark!);
            return null;
        }
        if (remark is not null)
            log.Write(journal.IsOfBefore ? DaemonLogLevel.Error : DaemonLogLevel.Warn, remark);
        return new StateDirectory(path, settings.ChosenStateDirectory is not null, journal);
    }

    /// <summary>An earlier daemon has left one.</summary>
    public static bool Exists(DaemonSettings settings) => File.Exists(Path.Join(settings.StateDirectory, JournalName));

    /// <summary>Everything has ended in order: there is nothing to take over.</summary>
    public void Remove()
    {
        Dispose();
        _ = Loads.RemoveOthers(System.Collections.Immutable.ImmutableHashSet<ulong>.Empty);
        _ = DirectoryEntries.Remove(Path.Join(_path, JournalName));
        _ = DirectoryEntries.Remove(EventsPath);
        _ = DirectoryEntries.Remove(AttachPath);
        _ = DirectoryEntries.Remove(PreviousExecutablePath);
        // One that the user has chosen may be the user's own.
        if (!_isChosen)
            _ = DirectoryEntries.RemoveDirectory(_path);
    }

    public void Dispose() => Journal.Dispose();

    private static void Complain(IDaemonLog log, string path, string reason) =>
        log.Write(
            DaemonLogLevel.Error,
            $"the state directory {path} cannot be used: {reason}; programs run as ever, but should supervisord be killed, the next one would not know them"
        );
}
