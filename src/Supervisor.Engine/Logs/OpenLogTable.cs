using Supervisor.Posix;

namespace Supervisor.Engine.Logs;

/// <summary>
/// The open targets of a lane, each file once, by device and inode, however many paths and channels lead to it: they write at one offset and
/// rotate together.
/// </summary>
internal sealed class OpenLogTable(LaneContext context)
{
    /// <summary>Named files that the daemon makes, before its umask.</summary>
    private const uint NewFileMode = 0b110_110_110;

    /// <summary>Set in the tags of targets, not in those of channels.</summary>
    public const ulong TagBit = 1UL << 63;

    private readonly Dictionary<Identity, OpenLog> _byIdentity = [];
    private readonly Dictionary<ulong, OpenLog> _byTag = [];
    private ulong _lastTag = TagBit;

    private readonly record struct Identity(ulong Device, ulong Inode, bool IsBorrowed);

    /// <summary>Opens what is at a path now.</summary>
    /// <returns>0, or the errno and no log.</returns>
    public int Open(string path, out OpenLog? log)
    {
        log = null;
        var errno = OpenDescriptor(path, out var descriptor, out var isBorrowed);
        if (errno != 0 || descriptor is null)
            return errno;
        errno = FileStatus.Read(descriptor.Number, out var status);
        if (errno != 0)
        {
            descriptor.Dispose();
            return errno;
        }
        if (_byIdentity.TryGetValue(IdentityOf(status, isBorrowed), out log))
            descriptor.Dispose();
        else
        {
            log =
                status.Kind == FileKind.Regular && !isBorrowed
                    ? new RegularLog(path, descriptor, status, context, this)
                    : new StreamLog(descriptor, status, isBorrowed, context, this);
            log.Tag = ++_lastTag;
            _byTag[log.Tag] = log;
            _byIdentity[IdentityOf(status, isBorrowed)] = log;
        }
        log.References++;
        return 0;
    }

    /// <summary>The target of a readiness report; null when it has been closed since.</summary>
    public OpenLog? Find(ulong tag) => _byTag.GetValueOrDefault(tag);

    /// <summary>A log goes on in another file.</summary>
    public void Rename(OpenLog log, in FileStatus next)
    {
        Forget(log);
        _byIdentity.TryAdd(IdentityOf(next, log.IsBorrowed), log);
    }

    /// <summary>Gives up one use; the last one closes it.</summary>
    public void Release(OpenLog log)
    {
        if (--log.References > 0)
            return;
        Forget(log);
        _byTag.Remove(log.Tag);
        log.Dispose();
    }

    private void Forget(OpenLog log)
    {
        var identity = IdentityOf(log.Status, log.IsBorrowed);
        if (_byIdentity.TryGetValue(identity, out var known) && ReferenceEquals(known, log))
            _byIdentity.Remove(identity);
    }

    private static Identity IdentityOf(in FileStatus status, bool isBorrowed) => new(status.Device, status.Inode, isBorrowed);

    private static int OpenDescriptor(string path, out Descriptor? descriptor, out bool isBorrowed)
    {
        isBorrowed = false;
        var number = DescriptorPath.NumberOf(path);
        return number == DescriptorPath.NoDescriptor
            ? OpenPath(path, out descriptor)
            : OpenOwn(path, number, out descriptor, out isBorrowed);
    }

    /// <summary>
    /// A descriptor of the daemon: a new description where that can be, so that O_NONBLOCK on it is nobody else's matter. A socket cannot be
    /// opened; a regular file must share the position with those who write to the daemon's descriptor; a terminal of another user may refuse.
    /// </summary>
    private static int OpenOwn(string path, int number, out Descriptor? descriptor, out bool isBorrowed)
    {
        descriptor = null;
        isBorrowed = true;
        var errno = FileStatus.Read(number, out var status);
        if (errno != 0)
            return errno;
        if (status.Kind is not (FileKind.Regular or FileKind.Socket))
        {
            if (FileDescriptor.Open(path, FileAccessKind.Write, 0, out descriptor) == 0)
            {
                isBorrowed = false;
                return 0;
            }
        }
        return FileDescriptor.Duplicate(number, out descriptor);
    }

    private static int OpenPath(string path, out Descriptor? descriptor)
    {
        descriptor = null;
        var errno = FileStatus.Read(path, out var status);
        if (errno == Errno.ENOENT)
            return FileDescriptor.Open(path, FileAccessKind.WriteOrCreate, NewFileMode, out descriptor);
        if (errno != 0)
            return errno;
        // A FIFO that is also open for reading takes what fits without a reader, and keeps it when its reader is replaced.
        if (status.Kind == FileKind.Fifo && FileDescriptor.Open(path, FileAccessKind.ReadWrite, 0, out descriptor) == 0)
            return 0;
        var access = status.Kind == FileKind.Regular ? FileAccessKind.WriteOrCreate : FileAccessKind.Write;
        return FileDescriptor.Open(path, access, NewFileMode, out descriptor);
    }
}
